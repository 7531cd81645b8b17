import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lab } from '../lab/lab.js'
import { openDocker } from './open-docker.js'
import { runScript } from './run-script.js'

const root = join(import.meta.dirname, '..', '..')

test('the programs of docs/volumes.md run one after the other, as they stand, and leave nothing', async () => {
  const page = readFileSync(join(root, 'docs', 'volumes.md'), 'utf8')
  const programs = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, program = '']) => program)
  expect(programs.length).toBe(6)
  const folder = mkdtempSync(join(root, 'test', 'engine', 'docs-'))
  try {
    for (const [index, program] of programs.entries()) writeFileSync(join(folder, `${index}.ts`), program)
    writeFileSync(join(folder, 'all.ts'), programs.map((_, index) => `await import('./${index}.ts')\n`).join(''))
    const { host } = await lab.engine('newest')
    const { stdout, exitCode } = await runScript(join(folder, 'all.ts').slice(root.length + 1), [], {
      DOCKER_HOST: host,
    })
    expect(stdout).toMatch(/^mooring-\S+ running \/data\nmooring-\S+ \/var\/lib\/docker\/volumes\/data\/_data\n/)
    expect(stdout).toContain("o: 'size=67108864,mode=1777,uid=1000'")
    expect(stdout).toContain('data is there\n')
    expect(stdout).toContain("Binds: [ 'data:/data', '/srv/site:/site:ro' ]")
    expect(stdout).toMatch(/^\d+ \d+ \d+\n\d+ \d+ \d+\n\d+ \d+ \d+\n0 0 0\n/m)
    expect(exitCode).toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
  await using docker = await openDocker('newest')
  expect(await docker.volume.exists('data')).toBe(false)
})
