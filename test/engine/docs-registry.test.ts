import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../src/docker.js'
import { lab } from '../lab/lab.js'
import { programsOf } from './docs-programs.js'
import { imageArchive } from './image/tar.js'
import { openDocker } from './open-docker.js'
import { lockedRegistry, lockedUser } from './registries.js'
import { runScript } from './run-script.js'

const root = join(import.meta.dirname, '..', '..')
let folder: string
let docker: Docker

beforeAll(async () => {
  folder = mkdtempSync(join(root, 'test', 'engine', 'docs-'))
  docker = await openDocker('newest')
  await docker.image.load(imageArchive('team/app:1', [randomBytes(100_000), randomBytes(50_000)]))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  for (const name of ['team/app:1', `${lockedRegistry}/team/app:1`])
    if (await docker.image.exists(name)) await docker.image.remove(name)
  await docker.close()
})

test('the programs of docs/registry.md run one after the other, as they stand', async () => {
  const programs = programsOf('registry.md')
  expect(programs.length).toBe(4)
  for (const [index, program] of programs.entries())
    writeFileSync(join(folder, `${index}.ts`), program.replaceAll('registry.example:5000', lockedRegistry))
  writeFileSync(join(folder, 'all.ts'), programs.map((_, index) => `await import('./${index}.ts')\n`).join(''))
  const auth = Buffer.from(`${lockedUser.username}:${lockedUser.password}`).toString('base64')
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [lockedRegistry]: { auth } } }))

  const { host } = await lab.engine('newest')
  const env = { DOCKER_HOST: host, DOCKER_CONFIG: folder, REGISTRY_PASSWORD: lockedUser.password }
  const { stdout, exitCode } = await runScript(join(folder, 'all.ts').slice(root.length + 1), [], env)
  expect(stdout).toMatch(/^1 sha256:[0-9a-f]{64} \d+\nsha256:[0-9a-f]{64}\nLogin Succeeded\n/)
  expect(stdout).toMatch(/\[ 'linux\/\w+' \]\n192\.168\.0\.1:5001\/team\/app:never-pushed\n/)
  expect(stdout).toMatch(/^100 % {2}\d+ of \d+ bytes {2}[0-9a-f]{12} Pull complete$/m)
  expect(exitCode).toBe(0)
})
