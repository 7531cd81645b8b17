import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { MooringError } from '../../../../src/errors/base.js'
import type { FromDockerRunOptions } from '../../../../src/container/command-line/reading/from-docker-run.js'
import type { ContainerCreateRequest } from '../../../../src/container/wire/create.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })

async function requestOf(line: string, options: FromDockerRunOptions = { env: {} }): Promise<ContainerCreateRequest> {
  return (await docker.container.fromDockerRun(line, options)).toRequest()
}

async function refused(line: string, options: FromDockerRunOptions = { env: {} }): Promise<MooringError> {
  const error: unknown = await docker.container.fromDockerRun(line, options).catch((reason: unknown) => reason)
  if (!MooringError.is(error)) throw new Error(`${line} was not refused`)
  expect(error.sent).toBe('no')
  expect(error.stack).toMatch(/from-docker-run\.test\.ts:\d+/)
  return error
}

test('a line is the builder that says the same', async () => {
  const line =
    'sudo docker run -d --name web -p 8080:80 -e MODE=prod --net mine --net-alias www nginx:alpine nginx -g x'
  const builder = await docker.container.fromDockerRun(line)
  const same = docker.container
    .run('nginx:alpine', 'nginx', '-g', 'x')
    .name('web')
    .publish('8080:80')
    .env('MODE', 'prod')
    .net('mine', { alias: 'www' })
  expect(builder.toRequest()).toEqual(same.toRequest())
  expect(builder.toDockerRun()).toBe(same.toDockerRun())
  expect(builder.memory('1g').toRequest().HostConfig?.Memory).toBe(2 ** 30)
})

describe('the environment', () => {
  test('is that of this process, and its directory', async () => {
    process.env['MOORING_LINE'] = 'here'
    const { Env, HostConfig } = await requestOf('docker run -e MOORING_LINE -v $PWD:/a -v ./b:/b alpine', {})
    delete process.env['MOORING_LINE']
    expect(Env).toEqual(['MOORING_LINE=here'])
    expect(HostConfig?.Binds).toEqual([`${process.cwd()}:/a`, `${process.cwd()}/b:/b`])
  })

  test('is the one that was given, and nothing else', async () => {
    const { Image, Env } = await requestOf('docker run -e PATH -e HOME=$HOME alpine:$TAG', { env: { TAG: '3' } })
    expect([Image, Env]).toEqual(['alpine:3', ['PATH', 'HOME=']])
    expect((await refused('docker run alpine:$toString')).code).toBe('INVALID_REF')
  })

  test('has PWD, which is cwd unless it was given', async () => {
    const binds = async (options: FromDockerRunOptions): Promise<unknown> =>
      (await requestOf('docker run -v $PWD:/x -v .:/y alpine', options)).HostConfig?.Binds
    expect(await binds({ env: {}, cwd: '/srv' })).toEqual(['/srv:/x', '/srv:/y'])
    expect(await binds({ env: { PWD: '/a' }, cwd: '/srv' })).toEqual(['/a:/x', '/srv:/y'])
  })

  test('may say the platform', async () => {
    const builder = await docker.container.fromDockerRun('docker run alpine', {
      env: { DOCKER_DEFAULT_PLATFORM: 'linux/arm64' },
    })
    expect(builder.toDockerRun()).toBe('docker run --platform linux/arm64 alpine')
  })

  test('has the variables that stand before the command, but not for the shell', async () => {
    const { Env, Cmd } = await requestOf('A="1 2" sudo -E B=3 docker run -e A -e B alpine $A', { env: {} })
    expect([Env, Cmd]).toEqual([['A=1 2', 'B=3'], undefined])
  })
})

test.each([
  'docker container create alpine',
  '/usr/bin/docker run alpine',
  'sudo docker run alpine',
  'sudo -n -u root --preserve-env=A docker run alpine',
  'docker --debug -l error --log-level=info run alpine',
  'docker run -d --quiet --sig-proxy=false -a stdin --disable-content-trust alpine',
  '# it\ndocker run \\\n  alpine # done',
])('%s is read', async (line) => {
  expect(await requestOf(line.replace('-a stdin ', ''))).toEqual({ Image: 'alpine', HostConfig: {} })
})

test.each<[line: string, code: string, says: string]>([
  ['', 'COMMAND_LINE_UNREADABLE', 'the text is empty'],
  ['A=secret', 'COMMAND_LINE_UNREADABLE', 'holds no command'],
  ['# docker run -d x', 'COMMAND_LINE_UNREADABLE', '# at column 1 makes a comment of the line'],
  ['#docker run \\\n x', 'COMMAND_LINE_UNREADABLE', 'the prompt of a shell of root'],
  ['ls', 'COMMAND_LINE_UNREADABLE', 'ls at column 1 is not docker'],
  ['$ docker run x', 'COMMAND_LINE_UNREADABLE', 'is the prompt of a shell'],
  ['podman run x', 'COMMAND_LINE_UNREADABLE', 'podman at column 1 has flags of its own'],
  ['docker compose run x', 'COMMAND_LINE_UNREADABLE', 'compose at column 8 makes no container'],
  ['docker', 'COMMAND_LINE_UNREADABLE', 'docker at column 1 makes no container'],
  ['docker -H tcp://a run x', 'COMMAND_LINE_UNREADABLE', '.on(docker)'],
  ['docker --context=a run x', 'COMMAND_LINE_UNREADABLE', '.on(docker)'],
  ['DOCKER_HOST=tcp://a docker run x', 'COMMAND_LINE_UNREADABLE', '.on(docker)'],
  ['docker --config a run x', 'COMMAND_LINE_UNREADABLE', 'DOCKER_CONFIG'],
  ['sudo -i docker run x', 'COMMAND_LINE_UNREADABLE', 'leave sudo out'],
  ['docker run', 'COMMAND_LINE_UNREADABLE', 'names no image'],
  ['docker run --name', 'COMMAND_LINE_UNREADABLE', '--name at column 12 needs a value'],
  ['docker run –rm nginx', 'COMMAND_LINE_UNREADABLE', 'two hyphens'],
  ['docker run --cidfile=id x', 'COMMAND_LINE_UNREADABLE', '--cidfile at column 12 is nothing that a builder'],
  ['docker run --isolation hyperv x', 'COMMAND_LINE_UNREADABLE', 'hint: leave it out: it is for containers of Windows'],
  ['docker run --help', 'COMMAND_LINE_UNREADABLE', 'hint: it prints a text'],
  ['docker run --detach-keys a x', 'COMMAND_LINE_UNREADABLE', 'attachTerminal'],
  ['docker run -d -a stdout x', 'CONFLICTING_OPTIONS', 'nobody is attached'],
  ['docker create -d x', 'COMMAND_LINE_UNREADABLE', 'is a flag of docker run alone'],
  ['docker run --nmae web x', 'UNKNOWN_OPTION', 'did you mean "--name"?'],
  ['docker run --tz UTC x', 'UNKNOWN_OPTION', 'docker run --help lists its flags'],
  ['docker run -e A PASSWORD=secret x', 'COMMAND_LINE_UNREADABLE', 'write -e before it'],
  ['docker run -u : x', 'INVALID_ARGUMENT', 'user cannot be ":"'],
  ['docker run -u a:b:c x', 'INVALID_ARGUMENT', '1000:1000'],
  ['docker run -v a:/b:nocopy x', 'INVALID_NAME', 'a cannot be the name of a volume'],
  ['docker run -v a:/b x', 'INVALID_NAME', 'a cannot be the name of a volume'],
  ['docker run -v C:\\Users\\me:/data x', 'INVALID_ARGUMENT', 'put it into single quotes'],
  ["docker run -v 'C:\\data:relative' x", 'INVALID_ARGUMENT', 'the target of a mount cannot be "relative"'],
  ['docker run --rm=maybe x', 'INVALID_ARGUMENT', '=true or =false'],
  ['docker run -p eighty x', 'INVALID_PORT', 'eighty is not a port'],
  ['docker run --rm --restart always x', 'CONFLICTING_OPTIONS', 'cannot be started again'],
  ['docker run --network host -p 80:80 x', 'CONFLICTING_OPTIONS', "net('host') puts every port"],
  ['docker run --network a --network a x', 'CONFLICTING_OPTIONS', 'named twice'],
  ['docker run --network name=a,ip=10.0.0.5 --ip 10.0.0.6 x', 'CONFLICTING_OPTIONS', 'ip is said by a flag'],
  ['docker run --network name=a,nmae=b x', 'UNKNOWN_OPTION', 'did you mean "name"?'],
  ['docker run --no-healthcheck --health-retries 3 x', 'CONFLICTING_OPTIONS', 'no settings'],
  ['docker run -e =1 x', 'INVALID_ARGUMENT', 'a variable has no name'],
  ['docker run --env-file gone.env x', 'FILE_UNREADABLE', 'gone.env'],
])('%s is refused', async (line, code, says) => {
  const error = await refused(line)
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(says)])
})

test('what is no text, and options that are none, are refused', async () => {
  const from = docker.container.fromDockerRun.bind(docker.container)
  for (const [text, options, says] of [
    [undefined, {}, 'give a line such as'],
    [['docker', 'run'], {}, 'give a line such as'],
    ['docker run \0', {}, 'NUL'],
    ['docker run x', { evn: {} }, 'did you mean "env"?'],
    ['docker run x', { env: [] }, 'env cannot be'],
    ['docker run x', { env: { A: 1 } }, 'is a text'],
    ['docker run x', { cwd: '' }, 'path of a directory'],
    ['docker run x', { timeout: -1 }, 'timeout'],
  ] as const)
    await expect(from(text as never, options as never)).rejects.toThrow(says)
})

test("a path of Windows is the host's, with either slash", async () => {
  const { HostConfig } = await requestOf("docker run -v 'C:\\data:/a:ro' -v C:/data:/b x")
  expect(HostConfig?.Binds).toEqual(['C:\\data:/a:ro', 'C:/data:/b'])
})

describe('no error tells a value that may be a password', () => {
  test.each([
    'A=s3cret',
    'A=s3cret docker',
    'DOCKER_HOST=tcp://ann:s3cret@b docker run x',
    'docker --context=s3cret run x',
    'docker run -e A=s3cret',
    'docker run -e A=s3cret --name',
    'docker run -e A=s3cret --nmae x',
    'docker create -de=s3cret x',
    'docker run -e =s3cret x',
    'docker run -e A A=s3cret x',
    'docker run --cidfile=s3cret x',
    "docker run -e A='s3cret x",
    'docker run -e A="s3cret x',
    'docker run -e A=${A:-s3cret"} x',
    'docker run -e A=${A#s3cret} x',
    'docker run -e A=${A?s3cret} x',
    'docker run -e A=$(echo s3cret) x',
    'docker run -e A=`echo s3cret` x',
    'docker run -e A={s3cret,b} x',
    'docker run -e A=s3cret | x',
    'docker run -e A=s3cret>x x',
    'docker run -e \\ \n A=s3cret',
    'docker run \\ \n "s3cret" x',
    'docker run -e A=s3cret\0 x',
    'docker run --network "ip=s3cret" x',
    'docker run --mount "type=volume,\\"volume-opt=s3cret" x',
    'docker run --mount type=volume,target=/a,volume-opt==s3cret x',
    'docker run --log-opt =s3cret x',
    'docker run -l =s3cret x',
  ])('%j', async (line) => {
    const error = await refused(line)
    expect([error.message, JSON.stringify(error), inspect(error)].join()).not.toContain('s3cret')
  })

  test('nor those that are given beside the line', async () => {
    for (const env of [{ A: { s: 's3cret' } }, ['s3cret']]) {
      const error = await refused('docker run x', { env: env as never })
      expect([error.message, JSON.stringify(error), inspect(error)].join()).not.toContain('s3cret')
    }
  })
})

test('a signal that is aborted ends it', async () => {
  const reason = new Error('enough')
  const call = docker.container.fromDockerRun('docker run x', { signal: AbortSignal.abort(reason) })
  await expect(call).rejects.toBe(reason)
})

describe('files of a line', () => {
  let cwd: string
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'mooring-from-'))
    writeFileSync(join(cwd, 'a.env'), '\ufeff# it\n  A=1\r\nB="x y" # kept\nC\nGONE\n\nA=2')
    writeFileSync(join(cwd, 'bad.env'), 'A=1\nnot a name=2\n')
    writeFileSync(join(cwd, 'latin1.env'), Buffer.from([0x41, 0x3d, 0xe9]))
    writeFileSync(join(cwd, 'seccomp.json'), '{ "a": [1.50, "x  \\" y"] }\n')
  })
  afterAll(() => {
    rmSync(cwd, { recursive: true })
  })

  test('are read as docker reads them, and flags count before them', async () => {
    const options = { env: { C: 'c' }, cwd }
    expect((await requestOf('docker run -e D=4 --env-file a.env -e A=3 x', options)).Env?.toSorted()).toEqual([
      'A=3',
      'B="x y" # kept',
      'C=c',
      'D=4',
    ])
    expect((await requestOf('docker run --label-file a.env -l A=3 x', options)).Labels).toMatchObject({
      A: '3',
      C: 'c',
    })
    expect((await requestOf('docker run --security-opt seccomp=./seccomp.json x', options)).HostConfig).toEqual({
      SecurityOpt: ['seccomp={"a":[1.50,"x  \\" y"]}'],
    })
  })

  test('say what is wrong with them', async () => {
    expect((await refused('docker run --env-file bad.env x', { env: {}, cwd })).message).toContain(
      'line 2 of "bad.env" cannot be read: "not a name" is no name',
    )
    expect((await refused('docker run --env-file latin1.env x', { env: {}, cwd })).message).toContain('no UTF-8')
    expect((await refused('docker run --env-file . x', { env: {}, cwd })).details).toMatchObject({ reason: 'EISDIR' })
    expect((await refused('docker run --security-opt seccomp=a.env x', { env: {}, cwd })).message).toContain('no JSON')
  })
})
