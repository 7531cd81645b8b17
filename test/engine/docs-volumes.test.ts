import { expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'
import { openDocker } from './open-docker.js'

test('the programs of docs/volumes.md run one after the other, as they stand, and leave nothing', async () => {
  const programs = programsOf('volumes.md')
  expect(programs.length).toBe(6)
  const { stdout, exitCode } = await runPrograms(programs)
  expect(stdout).toMatch(/^mooring-\S+ running \/data\nmooring-\S+ \/var\/lib\/docker\/volumes\/data\/_data\n/)
  expect(stdout).toContain("o: 'size=67108864,mode=1777,uid=1000'")
  expect(stdout).toContain('data is there\n')
  expect(stdout).toContain("Binds: [ 'data:/data', '/srv/site:/site:ro' ]")
  expect(stdout).toMatch(/^\d+ \d+ \d+\n\d+ \d+ \d+\n\d+ \d+ \d+\n0 0 0\n/m)
  expect(exitCode).toBe(0)
  await using docker = await openDocker('newest')
  expect(await docker.volume.exists('data')).toBe(false)
})
