import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { labCapabilities, type LabCapabilities } from './capabilities.js'
import { labBin, readRunFile } from './place.js'
import { runProgram, type ProgramResult } from './program.js'

/** One running engine, seen from outside. */
export interface LabEngine {
  readonly name: string
  /** path of its unix socket */
  readonly socket: string
  readonly host: `unix://${string}`
  /** its own word, from /version */
  readonly version: string
  readonly apiVersion: string
  /** its machine's network namespace, as a path for `nsenter --net=` */
  readonly netns: string
  /** its machine's address on the LAN, on eth0 */
  readonly address: string
  /** the one process whose end is the end of the engine and everything in it */
  readonly pid: number
  readonly capabilities: LabCapabilities
  /** Runs a program as a user of the engine's machine would: in its network namespace, with `docker` talking to it. */
  exec(...argv: readonly string[]): Promise<ProgramResult>
}

/** Reads what the lab's scripts wrote about an engine, and asks the engine for its version. */
export async function readEngine(name: string): Promise<LabEngine> {
  // written by engine-up.sh
  const { socket, netns, address } = JSON.parse(readRunFile(name, 'engine.json')) as Record<
    'socket' | 'netns' | 'address',
    string
  >
  const pid = livePid(name)
  const { Version: version, ApiVersion: apiVersion } = await askVersion(name, socket)
  const host = `unix://${socket}` as const
  const exec = (...argv: readonly string[]): Promise<ProgramResult> =>
    runProgram(['nsenter', `--net=${netns}`, '--', ...argv], {
      ...process.env,
      PATH: `${labBin}:${process.env['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`,
      DOCKER_HOST: host,
    })
  return { name, socket, host, version, apiVersion, netns, address, pid, capabilities: labCapabilities(), exec }
}

function livePid(name: string): number {
  const [pid, started] = readRunFile(name, 'pid').trim().split(' ')
  if (pid === undefined || startedAt(pid) !== started)
    throw new Error(`the lab's engine ${name} has ended: run "npm run lab -- up"`)
  return Number(pid)
}

/** Field 22 of /proc/<pid>/stat, counted behind the command's name: a pid that was reused has another; a zombie has ended. */
function startedAt(pid: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** Not through our own client: what is tested is not what tests it. */
function askVersion(name: string, socketPath: string): Promise<{ Version: string; ApiVersion: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: '/version', timeout: 10_000, agent: false }, (reply) => {
      let body = ''
      reply.setEncoding('utf8').on('data', (text: string) => (body += text))
      reply.once('error', reject).once('end', () => {
        resolve(JSON.parse(body) as { Version: string; ApiVersion: string })
      })
    })
    asked.once('timeout', () => asked.destroy(new Error('no answer within 10 seconds')))
    asked.once('error', (cause) => {
      reject(new Error(`the lab's engine ${name} does not answer: run "npm run lab -- down", then "up"`, { cause }))
    })
    asked.end()
  })
}
