import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { labBin } from '../lab/place.js'
import { runProgram } from '../lab/program.js'
import { cliConfiguration, cliRows } from '../unit/docker-cli-places.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-cli-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

// What mooring does is held to the same table by test/unit/discovery.test.ts.
test.each(cliRows)('docker itself, told $says: $goes', async (row) => {
  const docker = ['docker', 'context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']
  const env = { PATH: `${labBin}:/usr/bin:/bin`, HOME: folder, ...cliConfiguration(folder, row) }
  const { stdout, exitCode } = await runProgram(docker, env)
  if (row.goes === 'refused') expect(exitCode).not.toBe(0)
  else expect(stdout.trim()).toBe(row.goes === 'default' ? 'unix:///var/run/docker.sock' : row.goes)
})
