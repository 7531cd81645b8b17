import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import type { ContainerCreateRequest } from '../../../src/container/wire/create.js'
import { newestDocker } from '../../lab/place.js'
import { runProgram } from '../../lab/program.js'
import { openRecorder, saidIn, type Create } from './recorded.js'
import { files, variables } from './shell-lines.js'

/** What is asked of an engine for a line, or why nothing is asked. */
export type Answer = { readonly query: unknown; readonly body: unknown } | { readonly refused: string }
/** By the line. */
export type Answers = Readonly<Record<string, Answer>>

const recordedFile = join(import.meta.dirname, 'cli-answers.json')

/** What the CLI was seen to ask for each line. */
export function recordedAnswers(): Answers {
  return JSON.parse(readFileSync(recordedFile, 'utf8')) as Answers // written by write-cli-answers.ts
}

export function writeRecorded(answers: Answers): void {
  writeFileSync(recordedFile, `${JSON.stringify(answers, undefined, 2)}\n`)
}

/** Reads lines, one after the other, all in one directory. */
export interface LineReader extends AsyncDisposable {
  answer(line: string): Promise<Answer>
}

/** What the newest CLI asks when a shell is given each line. */
export async function answersOfCli(lines: readonly string[]): Promise<Answers> {
  const bin = mkdtempSync(join(tmpdir(), 'mooring-bin-'))
  try {
    writeFileSync(join(bin, 'docker'), `#!/bin/sh\nexec ${newestDocker().join(' ')} "$@"\n`)
    chmodSync(join(bin, 'docker'), 0o755)
    const half = Math.ceil(lines.length / 2)
    const parts = [lines.slice(0, half), lines.slice(half)] // one for each core of a small machine
    return Object.fromEntries((await Promise.all(parts.map((part) => answersOfPart(part, bin)))).flat())
  } finally {
    rmSync(bin, { recursive: true })
  }
}

async function answersOfPart(lines: readonly string[], bin: string): Promise<[string, Answer][]> {
  await using reader = await openReader(async (line, host, cwd) => {
    const env = { ...shell, PATH: `${bin}:/usr/bin:/bin`, DOCKER_HOST: host }
    const { stderr } = await runProgram(['sh', '-c', line], env, cwd)
    return stderr.trim().split('\n')[0] ?? ''
  })
  const answers: [string, Answer][] = []
  for (const line of lines) answers.push([line, await reader.answer(line)])
  return answers
}

/** Reads what `create()` asks when `fromDockerRun()` is given a line. */
export function openMooring(): Promise<LineReader> {
  return openReader(async (line, host, cwd) => {
    await using docker = new Docker({ host })
    try {
      await (await docker.container.fromDockerRun(line, { env: shell, cwd })).create()
      return 'created'
    } catch (error) {
      if (MooringError.is(error)) return `${error.code}: ${error.sentence}`
      throw error
    }
  })
}

/** The environment that the lines are read in. */
const shell = { ...variables, HOME: '/home/ann' }

async function openReader(ask: (line: string, host: string, cwd: string) => Promise<string>): Promise<LineReader> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-lines-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const recorder = await openRecorder('1.51')
  return {
    async answer(line) {
      const asked = await recorder.asked((host) => ask(line, host, folder))
      const text = JSON.stringify(typeof asked === 'string' ? { refused: asked } : saidBy(asked))
      return JSON.parse(text.replaceAll(folder, '/here')) as Answer
    },
    async [Symbol.asyncDispose]() {
      await recorder[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What is said in a create, without what the CLI or mooring say whatever they are told. */
function saidBy({ query: { name, ...query }, body }: Create): Answer {
  const { HostConfig, NetworkingConfig, Labels, Env, ...config } = body as unknown as ContainerCreateRequest // it is one
  const { MemorySwappiness, NetworkMode, RestartPolicy, Binds, Ulimits, ...host } = HostConfig ?? {}
  const { default: usual, ...endpoints } = NetworkingConfig?.EndpointsConfig ?? {}
  const unsaid = { AttachStdin: undefined, AttachStdout: undefined, AttachStderr: undefined }
  return {
    query: { ...query, ...(name?.startsWith('mooring-') === true ? {} : { name }) },
    body: saidIn({
      ...config,
      ...unsaid,
      Env: Env?.toSorted(), // the CLI keeps no order of these three
      Labels: Object.fromEntries(Object.entries(Labels ?? {}).filter(([key]) => !key.startsWith('mooring.'))),
      HostConfig: {
        ...host,
        ConsoleSize: undefined,
        Binds: Binds?.toSorted(),
        Ulimits: Ulimits?.toSorted((one, other) => ((one.Name ?? '') < (other.Name ?? '') ? -1 : 1)),
        MemorySwappiness: MemorySwappiness === -1 ? undefined : MemorySwappiness,
        NetworkMode: NetworkMode === 'default' ? undefined : NetworkMode,
        RestartPolicy: RestartPolicy?.Name === 'no' ? undefined : RestartPolicy,
      },
      NetworkingConfig: { EndpointsConfig: saidIn(usual) === undefined ? endpoints : { ...endpoints, default: usual } },
    }),
  }
}
