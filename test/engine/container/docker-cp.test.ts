import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Container } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import { lab } from '../../lab/lab.js'
import { labBin } from '../../lab/place.js'
import { runProgram } from '../../lab/program.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker } from '../open-docker.js'
import {
  containerPlace,
  containerTree,
  copiesIn,
  copiesOut,
  makeHere,
  placeHere,
  shownHere,
  shownThere,
  type CopyCase,
} from './copy-cases.js'

/** Each copy is made twice, by `docker cp` and by mooring, to two places that are alike. */
const makers = ['cli', 'ours'] as const

onEachEngine('docker cp and copyIn(), copyOut() on engine %s', (engineName) => {
  let docker: Docker
  let host: string
  let box: Container
  let here: string
  const tried = (copies: readonly CopyCase[]): readonly CopyCase[] =>
    engineName === 'newest' ? copies : copies.filter(({ onAll }) => onAll === true)
  const into = tried(copiesIn)
  const out = tried(copiesOut)
  const inBox = async (script: string): Promise<string> =>
    (await box.exec('sh', '-c', script).user('0').output({ check: true })).stdout

  beforeAll(async () => {
    docker = await openDocker(engineName)
    host = (await lab.engine(engineName)).host
    here = await mkdtemp(join(tmpdir(), 'docker-cp-'))
    await makeHere(here)
    const places = into.flatMap((_, index) => makers.map((maker) => containerPlace(`/in/${maker}/${index}`)))
    box = await docker.container.run(busybox, 'sleep', '600').user('1234:1235').init().start()
    await inBox([...places, containerTree].join('\n'))
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
    await rm(here, { recursive: true })
  })

  /** Whether `docker cp` did it. */
  async function cli(from: string, to: string, { flags = [] }: CopyCase): Promise<boolean> {
    const env = { PATH: `${labBin}:/usr/bin:/bin`, HOME: here, DOCKER_HOST: host }
    const { exitCode } = await runProgram(['docker', 'cp', '--quiet', ...flags, from, to], env)
    return exitCode === 0
  }

  test('a copy into a container does what the CLI does: owners, permissions, links, slashes, paths that are new', async () => {
    const outcomes: Record<(typeof makers)[number], boolean[]> = { cli: [], ours: [] }
    for (const [index, copy] of into.entries()) {
      const from = `${here}/${copy.from}`
      const options = {
        ...(copy.flags?.includes('-L') === true && { followLink: true }),
        ...(copy.flags?.includes('-a') === true && { archive: true }),
      }
      const [byCli, byUs] = await Promise.all([
        cli(from, `${box.id}:${copy.to.replace('{}', `/in/cli/${index}`)}`, copy),
        succeeds(box.copyIn(from, copy.to.replace('{}', `/in/ours/${index}`), options)),
      ])
      outcomes.cli.push(byCli)
      outcomes.ours.push(byUs)
    }
    expect(named(into, outcomes.ours)).toEqual(named(into, outcomes.cli))
    const shown = async (maker: string): Promise<string[]> => {
      const scripts = into.map((_, index) => `echo == ${index}\n${shownThere(`/in/${maker}/${index}`)}`)
      return (await inBox(scripts.join('\n'))).replaceAll(`/in/${maker}`, '/in').split('\n')
    }
    const ours = await shown('ours')
    expect(ours.length).toBeGreaterThan(into.length * 10)
    expect(ours).toEqual(await shown('cli'))
  })

  test('a copy out of a container does what the CLI does', async () => {
    const outcomes: Record<(typeof makers)[number], boolean[]> = { cli: [], ours: [] }
    const place = (maker: string, index: number): string => join(here, 'out', maker, String(index))
    for (const [index, copy] of out.entries()) {
      for (const maker of makers) {
        await mkdir(place(maker, index), { recursive: true })
        await placeHere(place(maker, index))
      }
      const followLink = copy.flags?.includes('-L') === true
      const [byCli, byUs] = await Promise.all([
        cli(`${box.id}:${copy.from}`, copy.to.replace('{}', place('cli', index)), copy),
        succeeds(box.copyOut(copy.from, copy.to.replace('{}', place('ours', index)), { followLink })),
      ])
      outcomes.cli.push(byCli)
      outcomes.ours.push(byUs)
    }
    expect(named(out, outcomes.ours)).toEqual(named(out, outcomes.cli))
    const ours = await shownHere(join(here, 'out', 'ours'))
    expect(ours.length).toBeGreaterThan(out.length * 9)
    expect(ours).toEqual(await shownHere(join(here, 'out', 'cli')))
  })
})

async function succeeds(copy: Promise<unknown>): Promise<boolean> {
  try {
    await copy
    return true
  } catch (error) {
    if (MooringError.is(error)) return false
    throw error // each refusal is told as what it is
  }
}

function named(copies: readonly CopyCase[], outcomes: readonly boolean[]): readonly string[] {
  return outcomes.map((isDone, index) => {
    const { from = '', to = '', flags = [] } = copies[index] ?? {}
    return `${[...flags, from, to].join(' ')}: ${isDone ? 'copied' : 'refused'}`
  })
}
