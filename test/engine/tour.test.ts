import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lab } from '../lab/lab.js'
import { Docker } from '../../src/docker.js'
import { unique } from './open-engine.js'
import { runScript } from './run-script.js'

// On the newest engine `npm run tour` runs it, and the guest is on the third.
describe.each(['e20'] as const)('the tour on %s', (name) => {
  test('holds in every step, and leaves nothing', async () => {
    const picture = join(tmpdir(), `mooring-tour-${unique('picture')}.svg`)
    const { stdout, exitCode } = await runScript('examples/tour.ts', ['--on', name, '--picture', picture])
    expect(stdout).toMatch(/(\d+) of \1 steps held, 0 failed\n$/)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('stand-in')
    expect(stdout).toContain(`The picture of what was built: ${picture}\n`)
    const svg = await readFile(picture, 'utf8')
    await rm(picture)
    for (const word of ['mybridge', '@alicek106', 'my_macvlan', '192.168.0.128', 'no network'])
      expect(svg).toContain(`>${word}</text>`)
    const engine = await lab.engine(name)
    expect(await leftOn(engine.host)).toEqual([])
  })
})

test('as a guest it uses names and blocks of its own, skips the second host aloud, and leaves nothing', async () => {
  const { host } = await lab.engine('e26')
  const { stdout, exitCode } = await runScript('examples/tour.ts', ['--engine', host, '--image', 'alpine'])
  expect(stdout).toMatch(/16 of 21 steps held, 0 failed, 5 skipped\n$/)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('skipped: it needs two engines on one LAN')
  expect(stdout).toMatch(/mooring-tour-[0-9a-f]{8}-mybridge has /)
  expect(stdout).not.toContain('subnet 172.72.0.0/16,')
  expect(await leftOn(host)).toEqual([])
})

test('an engine that is not there is told, with what to do', async () => {
  const { stdout, exitCode } = await runScript('examples/tour.ts', ['--engine', 'unix:///nowhere.sock'])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/no Docker engine answers.*missing/)
  expect(stdout).toMatch(/install and\s+start Docker Engine/)
})

test('an option that it does not have is refused', async () => {
  const { stdout, exitCode } = await runScript('examples/tour.ts', ['--on', 'e19'])
  expect(exitCode).toBe(2)
  expect(stdout).toContain('the lab has no engine e19')
})

/** What a tour would have left: the words of the notes, and names with its prefix. */
async function leftOn(host: string): Promise<string[]> {
  await using docker = new Docker({ host })
  const containers = await docker.container.list({ all: true })
  const networks = await docker.network.list()
  return [...containers, ...networks]
    .map(({ name }) => name)
    .filter((name) => /^(mybridge|my_custom_network|my_macvlan|mynetwork_|network_|mooring-tour)/.test(name))
}
