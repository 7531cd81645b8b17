import { expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'
import { busybox } from './open-docker.js'

test('the programs of docs/networking/ipam.md and ipv6.md run one after the other', async () => {
  const programs = programsOf('networking/ipam.md', 'networking/ipv6.md')
  expect(programs.length).toBe(4)
  // the lab has no registry of that name: its own image looks at the host
  const { stdout, exitCode } = await runPrograms(programs.map((one) => one.replaceAll("'busybox'", `'${busybox}'`)))
  expect(stdout).toContain('10.10.0.0/24, of which 10.10.0.0/25 is given out; the gateway is 10.10.0.1\n')
  expect(stdout).toContain('1 of 127 taken, 126 free, the next container gets 10.10.0.2\n')
  expect(stdout).toMatch(
    /^mooring-\S+ is stopped: nobody keeps 10\.10\.0\.200 for it\n\d+ networks more; the next one gets /m,
  )
  // who is on the default bridge is for other tests to say
  expect(stdout).toMatch(/^bridge 172\.17\.0\.0\/16 \[.*\]\nthe host was looked at 172\.17\.9\.0\/24$/m)
  expect(stdout).toMatch(/: the next container gets fd[0-9a-f:]+::3\n/)
  expect(exitCode).toBe(0)
})
