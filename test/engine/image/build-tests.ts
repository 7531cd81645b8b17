import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import type { ErrorCode } from '../../../src/errors/codes.js'
import type { BuildProgress } from '../../../src/image/builder/progress.js'
import type { Step } from '../../../src/stream/decoders/steps.js'
import { busybox } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { tarOf } from './tar.js'

/** What a build does on every engine, and with every store of images. */
export function buildTests(open: () => Promise<Docker>): void {
  let docker: Docker
  const label = unique('built')
  beforeAll(async () => {
    docker = await open()
  })
  afterAll(async () => {
    for (const image of await docker.image.list({ label: `of=${label}` })) await image.remove({ force: true })
    await docker.close()
  })

  /** A build of one Dockerfile, whose image goes when the tests end. */
  const of = (...lines: readonly string[]): ReturnType<Docker['image']['build']> =>
    docker.image.build({ Dockerfile: [`FROM ${busybox}`, ...lines].join('\n') }).label('of', label)

  /** One that is to fail: without forceRm() engines keep the container of the instruction. */
  const failing = (...lines: readonly string[]): ReturnType<typeof of> => of(...lines).forceRm()

  const failure = async (build: Promise<unknown>): Promise<MooringError> => {
    const error: unknown = await build.catch((reason: unknown) => reason)
    if (MooringError.is(error)) return error
    throw new Error('nothing was refused')
  }

  test('makes an image of files, and tells each step with its number', async () => {
    const name = `mooring/${unique('app')}`
    const told: (readonly [Step, BuildProgress])[] = []
    const image = await docker.image
      .build({
        'docker/Dockerfile': `FROM ${busybox} AS first\nARG SAY\nFROM first\nCOPY bin /bin2\nARG SAY\nRUN /bin2/run $SAY`,
        'bin/run': { content: '#!/bin/sh\necho "it says $1"; ls -l /bin2/run\n', mode: 0o755 },
      })
      .file('docker/Dockerfile')
      .tag(name, `${name}:2`)
      .arg('SAY', 'hello')
      .label('of', label)
      .noCache()
      .create({ onStep: (step, progress) => told.push([step, progress]) })
    expect(image.name).toBe(`${name}:latest`)
    const { RepoTags, Config, Id } = await image.inspect()
    expect(Id).toBe(image.id)
    expect([...(RepoTags ?? [])].sort()).toEqual([`${name}:2`, `${name}:latest`])
    expect(Config?.Labels).toMatchObject({ of: label })
    const steps = told.map(([, { step, steps, instruction }]) => `${step}/${steps} ${instruction ?? ''}`)
    expect([...new Set(steps)]).toEqual([
      `1/7 FROM ${busybox} AS first`,
      '2/7 ARG SAY',
      '3/7 FROM first',
      '4/7 COPY bin /bin2',
      '5/7 ARG SAY',
      '6/7 RUN /bin2/run $SAY',
      `7/7 LABEL of=${label}`,
    ])
    expect(told.map(([{ stream = '' }]) => stream).join('')).toMatch(/it says hello\n[^]*-rwxr-xr-x/)
    expect(told.at(-1)?.[1].imageId).toBe(image.id)
  })

  test('makes one of a tar archive, at the stage that is asked for, without a name', async () => {
    const dockerfile = `FROM ${busybox} AS first\nLABEL stage=first\nFROM first\nRUN false`
    const image = await docker.image
      .build(tarOf('Dockerfile', Buffer.from(dockerfile)))
      .target('first')
      .label('of', label)
      .create()
    expect(image.name).toBe(image.id.replace('sha256:', '').slice(0, 12))
    expect((await image.inspect()).Config?.Labels).toMatchObject({ stage: 'first' })
  })

  test('gives programs the network, hosts, limits and size of shared memory that it is told', async () => {
    let text = ''
    await of('RUN cat /etc/hosts; ulimit -n; df -k /dev/shm | tail -n 1; ls /sys/class/net; id')
      .network('none')
      .addHost('db:10.0.0.5')
      .ulimit('nofile', 100, 200)
      .shmSize('4m')
      .memory('64m')
      .noCache()
      .create({ onStep: ({ stream = '' }) => (text += stream) })
    expect(text).toMatch(/^10\.0\.0\.5\s+db$/m)
    expect(text).toMatch(/^100$/m)
    expect(text).toMatch(/shm\s+4096/)
    expect(text).not.toContain('eth0')
  })

  test('that fails tells the instruction, the exit code and the last lines, and no output is taken for a refusal', async () => {
    const build = failing(
      'RUN echo one',
      'RUN seq 15; echo authentication required; echo no space left on device >&2; exit 7',
    )
    const error = await failure(build.tag('mooring/never').create())
    expect(error).toMatchObject({
      name: 'StateError',
      code: 'BUILD_FAILED',
      operation: 'ImageBuild',
      target: 'mooring/never:latest',
    })
    if (!MooringError.is(error, 'BUILD_FAILED')) throw error
    const { step, steps, instruction, exitCode, lastLines } = error.details
    expect({ step, steps, exitCode }).toEqual({ step: 3, steps: 4, exitCode: 7 })
    expect(instruction).toMatch(/^RUN seq 15;/)
    expect(lastLines).toHaveLength(17) // what comes by two pipes has no order
    expect(lastLines).toEqual(expect.arrayContaining(['15', 'authentication required', 'no space left on device']))
    expect(error.message).toContain('\n  authentication required')
    expect(await docker.image.exists('mooring/never')).toBe(false)
  })

  test.each<readonly [readonly string[], ErrorCode, RegExp, object]>([
    [['COPY ../x /'], 'BUILD_FAILED', /context/, { step: 2, exitCode: undefined }],
    [['COPY missing /'], 'BUILD_FAILED', /\.dockerignore/, { instruction: 'COPY missing /' }],
    [['RUN --mount=type=cache,target=/x true'], 'BUILD_FAILED', /the CLI/, {}],
    [['RUN ["/nowhere"]'], 'BUILD_FAILED', /^/, { instruction: 'RUN ["/nowhere"]' }],
    [['FRUM x'], 'DOCKERFILE_INVALID', /FROM/, { line: 2 }],
    [['FROM 192.168.0.1:5000/nobody:1'], 'NOT_FOUND', /tag/, { noun: 'image' }],
    [['FROM 127.0.0.1:9/nobody:1'], 'REGISTRY_UNREACHABLE', /reach/, {}],
    [['COPY --from=192.168.0.1:5000/nobody:1 /x /'], 'NOT_FOUND', /tag/, { noun: 'image' }],
  ])('of %j fails with %s', async (lines, code, hint, details) => {
    const error = await failure(failing(...lines).create())
    expect(error).toMatchObject({ code, details, operation: 'ImageBuild' })
    expect(error.hint ?? '').toMatch(hint)
  })

  test('of what is no Dockerfile, or of none, is refused by name', async () => {
    const built = (body: string, file = 'Dockerfile'): Promise<MooringError> =>
      failure(docker.image.build(tarOf(file, Buffer.from(body))).create())
    expect(await built('')).toMatchObject({ code: 'DOCKERFILE_INVALID' })
    expect(await built('# nothing\n')).toMatchObject({ code: 'DOCKERFILE_INVALID' })
    expect(await built('RUN true')).toMatchObject({ code: 'DOCKERFILE_INVALID' })
    expect(await built('FROM scratch', 'Other')).toMatchObject({
      code: 'DOCKERFILE_MISSING',
      details: { dockerfile: 'Dockerfile' },
    })
    expect(await built('FROM scratch')).toMatchObject({
      code: 'BUILD_FAILED',
      hint: expect.stringContaining('scratch') as string,
    })
    const target = of().target('nobody').create()
    expect(await failure(target)).toMatchObject({ code: 'BUILD_TARGET_UNKNOWN', details: { target: 'nobody' } })
    const garbage = docker.image.build(randomBytes(2048)).create()
    expect(await failure(garbage)).toMatchObject({ sent: 'yes' })
  })

  test('for a platform makes an image for that, and is refused where its base image is for another', async () => {
    const other = process.arch === 'arm64' ? 'amd64' : 'arm64'
    const base = `mooring/${unique('base')}:1`
    await docker.image.import(tarOf('x', randomBytes(100)), {
      name: base,
      platform: 'linux',
      changes: [`LABEL of=${label}`],
    })
    const build = docker.image.build({ Dockerfile: `FROM ${base}\nCOPY Dockerfile /` }).label('of', label)
    const own = await build.platform('linux').create()
    expect((await own.inspect()).Os).toBe('linux')
    const error = await failure(build.platform(`linux/${other}`).create())
    // 26 asks a registry for one that fits; 20.10 and 28 take what there is
    expect(['PLATFORM_UNAVAILABLE', 'REGISTRY_UNREACHABLE']).toContain(error.code)
    await own.remove({ force: true })
    await docker.image.remove(base)
  })

  test('ends with the caller’s abort, and leaves no image', async () => {
    const leaving = new AbortController()
    const reason = new Error('enough')
    const name = `mooring/${unique('aborted')}`
    const build = of('RUN echo begun; sleep 600')
      .tag(name)
      .noCache()
      .forceRm()
      .create({
        signal: leaving.signal,
        onStep: ({ stream = '' }) => {
          if (stream.includes('begun')) leaving.abort(reason)
        },
      })
    await expect(build).rejects.toBe(reason)
    expect(await docker.image.exists(name)).toBe(false)
  })
}
