import { expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'
import { openDocker } from './open-docker.js'

test('the programs of docs/replace.md run one after the other, as they stand, and leave nothing', async () => {
  const programs = programsOf('replace.md')
  expect(programs.length).toBe(4)
  const { stdout, exitCode } = await runPrograms(programs)
  expect(stdout).toMatch(/^web true\ncreate (\S+)\nstop \1\nstart \1\nwait \1\nremove \1\ntrue true\ntrue\n$/)
  expect(exitCode).toBe(0)
  await using docker = await openDocker('newest')
  expect(await docker.container.list({ all: true, name: ['web', 'shop'] })).toEqual([])
})

test('those of docs/from-docker-run.md, too', async () => {
  const programs = programsOf('from-docker-run.md')
  expect(programs.length).toBe(4)
  const { stdout, exitCode } = await runPrograms(programs)
  expect(stdout.split('\n')).toEqual([
    'web 127.0.0.1:8080',
    `docker run --name web --rm --env 'GREETING=it'\\''s here' --publish 8080:80 nginx:alpine`,
    'docker run \\',
    '  --name web \\',
    '  --rm \\',
    `  --env 'GREETING=it'\\''s here' \\`,
    '  --publish 8080:80 \\',
    '  nginx:alpine',
    expect.stringMatching(/^docker run --publish 80 .*--log-driver json-file nginx:alpine$/),
    '$(pwd) at column 15 would run a program',
    'write $PWD, which is the option cwd',
    '',
  ])
  expect(exitCode).toBe(0)
  await using docker = await openDocker('newest')
  expect(await docker.container.list({ all: true, name: 'web' })).toEqual([])
})
