import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'

test('the programs of docs/networking/topology.md run, and print what the page shows', async () => {
  const programs = programsOf('networking/topology.md')
  for (const program of programs) expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  const { stdout, exitCode } = await runPrograms(programs)
  expect(stdout).toMatch(
    /^ {2}back {2}bridge, internal, 10\.20\.0\.0\/24 gateway 10\.20\.0\.1\n {4}api {2}10\.20\.0\.2\n {4}db {3}10\.20\.0\.3 {2}@database\n/m,
  )
  expect(stdout).toContain('    web-1  10.10.0.2  @web 127.0.0.1:8080->80/tcp default route\n')
  expect(exitCode).toBe(0)
})

test('the program of docs/networking/reach.md runs, and prints what the page shows', async () => {
  const programs = programsOf('networking/reach.md')
  for (const program of programs) expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  const { stdout, exitCode } = await runPrograms(programs)
  expect(stdout).toMatch(
    /^web -> api: true, direct\n {2}"web" and "api" are on network "reach-front"\n {2}"api" listens on \S+:80\nweb -> db: false\n/m,
  )
  expect(stdout).toContain('    docker network connect reach-back web\n')
  expect(stdout).toMatch(/^! web:80 at \S*192\.168\.0\.\d+:18080/m)
  expect(stdout).toMatch(/^connected: false, as predicted: true\n {2}\d+\.\d+\.\d+\.3:80 timed-out\n$/m)
  expect(exitCode).toBe(0)
})

test('the program of docs/networking/conflicts.md runs, and prints what the page shows', async () => {
  const { stdout, exitCode } = await runPrograms(programsOf('networking/conflicts.md'))
  const page = readFileSync(new URL('../../docs/networking/conflicts.md', import.meta.url), 'utf8')
  const shown = page.split('\n').filter((line) => line.startsWith('    '))
  expect(shown).toHaveLength(5)
  expect(
    stdout.replace(
      /"[^"]*": they cannot run at once\n {2}docker run/,
      '"server": they cannot run at once\n  docker run',
    ),
  ).toBe(`${shown.map((line) => line.slice(4)).join('\n')}\n`)
  expect(exitCode).toBe(0)
})

test('the program of docs/networking/untrusted.md runs, and prints what the page shows', async () => {
  const { stdout, exitCode } = await runPrograms(programsOf('networking/untrusted.md'))
  const page = readFileSync(new URL('../../docs/networking/untrusted.md', import.meta.url), 'utf8')
  const shown = page.split('\n').filter((line) => /^ {4}\S+: (?:true|false), /.test(line))
  expect(shown).toHaveLength(4)
  expect(stdout).toBe(`${shown.map((line) => line.trim()).join('\n')}\n`)
  expect(exitCode).toBe(0)
})
