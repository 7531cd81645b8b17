import { expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'
import { busybox } from './open-docker.js'

test('the programs of docs/networking/names.md, watch.md and host.md print what they are about', async () => {
  const programs = programsOf('networking/names.md', 'networking/watch.md', 'networking/host.md')
  // the lab has no registry of that name: its own image looks at the host
  const { stdout, exitCode } = await runPrograms(programs.map((one) => one.replaceAll("'busybox'", `'${busybox}'`)))
  expect(stdout).toMatch(/^(?:c\d (?:\d+\.){3}\d+ alias\n){3}(?:(?:\d+\.){3}\d+ (?:\d+\.){3}\d+ (?:\d+\.){3}\d+\n){3}/)
  expect(stdout).toContain('other-network: container "db_1" has the name on back, and is not on "front"\n')
  expect(stdout).toContain('misspelt: nobody on network "front" has the name "bd_2"\n  did you mean db_2?\n')
  expect(stdout).toContain('unknown: nobody on network "front" has the name "nothing-like-it"\n')
  expect(stdout).toContain("front [] other-network-first\nback [ 'db_1' ] undefined\ntrue db_2\n")
  expect(stdout).toContain('snapshot 1\njoined 2\nleft 1\n')
  expect(stdout).toMatch(/^\d+ docker0 bridge undefined$/m)
  expect(stdout).toMatch(/^172\.17\.0\.0\/16 a neighbour docker0$/m)
  expect(stdout).toMatch(/^eth0 bridge <-> veth\w+ docker0$/m)
  expect(exitCode).toBe(0)
})
