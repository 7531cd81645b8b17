import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Docker } from '../../../src/docker.js'
import { leftOut, runFlags } from '../../../src/container/command-line/docker-run.js'
import { lines, wordsOf, type Line } from '../../contract/docker-run/lines.js'
import { openRecorder, saidIn, type Create, type Recorder } from '../../contract/docker-run/recorded.js'
import type { ContainerCreateRequest } from '../../../src/container/wire/create.js'
import { labBin } from '../../lab/place.js'
import { runProgram } from '../../lab/program.js'

const env = { PATH: `${labBin}:/usr/bin:/bin` }

/** Flags of newer command lines than the lab's. */
const newer = ['--use-api-socket']

describe('the flags of docker run', () => {
  let flags: ReadonlyMap<string, string | undefined>

  beforeAll(async () => {
    const { stdout } = await runProgram(['docker', 'run', '--help'], { ...env, HOME: '/nowhere' })
    const printed = stdout.matchAll(/^ {2}(?:(-\w), | {4})(--[a-z0-9-]+)/gm)
    flags = new Map([...printed].map(([, letter, flag = '']) => [flag, letter]))
  })

  test('are all in the table, as a setter or with a reason', () => {
    const known: readonly string[] = [...runFlags, ...leftOut].map(({ flag }) => flag)
    expect([...flags.keys()].filter((flag) => !known.includes(flag))).toEqual([])
    expect(flags.size).toBeGreaterThan(95)
  })

  test('are no fewer than in the table', () => {
    const known: readonly string[] = [...runFlags, ...leftOut].map(({ flag }) => flag)
    expect(known.filter((flag) => !flags.has(flag) && !newer.includes(flag))).toEqual([])
    expect(new Set(known).size).toBe(known.length)
  })

  test('have the letters of the table', () => {
    const letters = [...runFlags, ...leftOut].map(
      ({ flag, also = [] }) => [flag, also.find((one) => one.length === 2)] as const,
    )
    for (const [flag, letter] of letters.filter(([one]) => !newer.includes(one)))
      expect([flag, flags.get(flag)]).toEqual([flag, letter])
  })
})

describe('what docker create sends is what the builder sends, told', () => {
  const docker = new Docker({ host: 'unix:///nowhere.sock' })
  let recorder: Recorder
  let sent: ReadonlyMap<Line, Create | string>

  beforeAll(async () => {
    recorder = await openRecorder('1.45')
    const answers: [Line, Create | string][] = []
    for (const line of lines) answers.push([line, await recorder.ask([...wordsOf(line[0]), 'alpine', 'true'], env)])
    sent = new Map(answers)
  })
  afterAll(() => recorder[Symbol.asyncDispose]())

  test.each(lines)('%s', (line, build) => {
    const theirs = sent.get(lines.find(([one]) => one === line) ?? [line, build])
    const ours = build(docker.container.run('alpine', 'true'))
    if (typeof theirs !== 'object') throw new Error(theirs)
    const { HostConfig, ...request } = ours.toRequest()
    const Env = request.Env?.toSorted() // the command line gives them in no fixed order
    const said = saidIn({ ...request, Env, HostConfig: isForgotten(line, theirs) ? {} : HostConfig })
    expect(said).toEqual(withoutUsual(theirs.body))
    if (isForgotten(line, theirs)) expect(Object.keys(HostConfig ?? {})).toHaveLength(1)
  })
})

/** The command line of 26.1 reads rates of devices and sends none of them; that of 28.2 does. */
function isForgotten(line: string, { body }: Create): boolean {
  return /^--device-(?:read|write)-/.test(line) && !/"Rate"/.test(JSON.stringify(body))
}

/** What the command line says whatever it is told: an engine does so anyway. */
function withoutUsual({ AttachStdout, AttachStderr, AttachStdin, StdinOnce, ...body }: Create['body']): unknown {
  expect([AttachStdout, AttachStderr]).toEqual([true, true])
  expect([AttachStdin, StdinOnce]).toEqual([body['OpenStdin'], body['OpenStdin']])
  const { HostConfig, NetworkingConfig, ...config } = body as unknown as ContainerCreateRequest // it is one
  const { ConsoleSize, MemorySwappiness, NetworkMode, RestartPolicy, ...host } = HostConfig ?? {}
  expect(ConsoleSize).toEqual([0, 0])
  const { default: usual, ...endpoints } = NetworkingConfig?.EndpointsConfig ?? {}
  expect(saidIn(usual)).toBeUndefined()
  return saidIn({
    ...config,
    Env: config.Env?.toSorted(),
    StdinOnce,
    HostConfig: {
      ...host,
      // newer command lines write them so
      CapAdd: host.CapAdd?.map((name) => (name === 'ALL' ? name : `CAP_${name.toUpperCase().replace(/^CAP_/, '')}`)),
      MemorySwappiness: MemorySwappiness === -1 ? undefined : MemorySwappiness,
      NetworkMode: NetworkMode === 'default' ? undefined : NetworkMode,
      RestartPolicy: RestartPolicy?.Name === 'no' ? undefined : RestartPolicy,
    },
    NetworkingConfig: { EndpointsConfig: endpoints },
  })
}
