import { Ip } from '../../cidr/ip.js'
import type { Family } from '../../cidr/range.js'

function address(text: string | undefined): Ip[] {
  const ip = text === undefined ? undefined : Ip.tryParse(text)
  return ip === undefined ? [] : [ip]
}

/** Addresses out of what `dig` and `drill` print: records of type A and AAAA in an answer section. */
export function readAnswerSection(text: string): Ip[] {
  const answers: Ip[] = []
  let inAnswer = false
  for (const line of text.split(/\r?\n/)) {
    const section = /^;; (\w+) SECTION/.exec(line)?.[1]
    if (section !== undefined) inAnswer = section === 'ANSWER'
    const record = /^[^;\s]\S*\s+\d+\s+IN\s+(?:A|AAAA)\s+(\S+)$/.exec(line.trim())
    if (inAnswer) answers.push(...address(record?.[1]))
  }
  return answers
}

/** Addresses out of what `nslookup` prints, BIND's and BusyBox's of any age: those below the server's own. */
export function readNslookup(text: string): Ip[] {
  const answers: Ip[] = []
  let named = false
  for (const line of text.split(/\r?\n/)) {
    if (/^Name:\s/.test(line)) named = true
    else if (named) answers.push(...address(/^Address(?: \d+)?:\s+(\S+)/.exec(line)?.[1]))
  }
  return answers
}

/** Addresses out of what `getent ahosts` prints: each one stands there once for each kind of socket. */
export function readGetent(text: string): Ip[] {
  const answers = text.split(/\r?\n/).flatMap((line) => address(/^(\S+)\s/.exec(line)?.[1]))
  return answers.filter((ip, at) => answers.findIndex((other) => other.equals(ip)) === at)
}

/** Only the addresses of one family, if one was asked for. */
export function ofFamily(answers: readonly Ip[], family: Family | undefined): Ip[] {
  return answers.filter((ip) => family === undefined || ip.family === family)
}
