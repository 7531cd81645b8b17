import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lab } from '../lab/lab.js'
import { openDocker } from './open-docker.js'
import { runScript } from './run-script.js'

const root = join(import.meta.dirname, '..', '..')

test('the programs of docs/replace.md run one after the other, as they stand, and leave nothing', async () => {
  const page = readFileSync(join(root, 'docs', 'replace.md'), 'utf8')
  const programs = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, program = '']) => program)
  expect(programs.length).toBe(4)
  const folder = mkdtempSync(join(root, 'test', 'engine', 'docs-'))
  try {
    for (const [index, program] of programs.entries()) writeFileSync(join(folder, `${index}.ts`), program)
    writeFileSync(join(folder, 'all.ts'), programs.map((_, index) => `await import('./${index}.ts')\n`).join(''))
    const { host } = await lab.engine('newest')
    const { stdout, exitCode } = await runScript(join(folder, 'all.ts').slice(root.length + 1), [], {
      DOCKER_HOST: host,
    })
    expect(stdout).toMatch(/^web true\ncreate (\S+)\nstop \1\nstart \1\nwait \1\nremove \1\ntrue true\ntrue\n$/)
    expect(exitCode).toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
  await using docker = await openDocker('newest')
  expect(await docker.container.list({ all: true, name: ['web', 'shop'] })).toEqual([])
})
