import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const app = docker.image.build('./app')

describe('the builder of an image', () => {
  it('is told nothing but the builder to use at first', () => {
    expect(app.toRequest()).toEqual({ dockerfile: 'Dockerfile', version: '1' })
  })

  it('gives a new builder at each setter, and shares nothing', () => {
    const one = app.tag('a').arg('A', '1').label('l', '1').addHost('db:10.0.0.1').cacheFrom('x')
    const two = one.tag('b:2', 'a').arg({ B: '2' }).label({ m: '2' }).addHost('x:host-gateway').cacheFrom('y')
    expect(one.toRequest()).toMatchObject({ t: ['a:latest'], buildargs: { A: '1' }, labels: { l: '1' } })
    expect(two.toRequest()).toEqual({
      dockerfile: 'Dockerfile',
      version: '1',
      t: ['a:latest', 'b:2'],
      buildargs: { A: '1', B: '2' },
      labels: { l: '1', m: '2' },
      extrahosts: ['db:10.0.0.1', 'x:host-gateway'],
      cachefrom: ['x', 'y'],
    })
    expect(app.toRequest()).not.toHaveProperty('t')
  })

  it('takes what it has no setter for, functions, and other engines', () => {
    const other = new Docker({ host: 'unix:///elsewhere.sock' })
    const built = app
      .use((builder) => builder.rm(false))
      .raw({ squash: true, labels: { a: 'b' } })
      .on(other)
    expect(built.toRequest()).toMatchObject({ rm: false, squash: true, labels: { a: 'b' } })
    expect(inspect(built)).toMatch(/^ImageBuilder \{[^]*squash: true/)
  })

  it('replaces a limit of the same name', () => {
    const ulimits = app.ulimit('nofile', 1).ulimit('nproc', 5, -1).ulimit('nofile', 2, 3).toRequest().ulimits
    expect(ulimits).toEqual([
      { Name: 'nproc', Soft: 5, Hard: -1 },
      { Name: 'nofile', Soft: 2, Hard: 3 },
    ])
  })

  // Callers without types may pass anything.
  const any = app as unknown as Record<string, (...values: readonly unknown[]) => unknown>
  const cases: [setter: string, ...values: unknown[]][] = [
    ['tag', 'UPPER'],
    ['tag', `a@sha256:${'1'.repeat(64)}`],
    ['arg', 'A', undefined],
    ['arg', 'A=B', 'c'],
    ['arg', '', 'c'],
    ['arg', ['A=B']],
    ['label', 'a', 1],
    ['target', ''],
    ['file', 7],
    ['file', ''],
    ['platform', 'linux amd64'],
    ['noCache', 'false'],
    ['pull', 'always'],
    ['rm', 0],
    ['forceRm', null],
    ['network', ''],
    ['cacheFrom', { noun: 'network', id: 'x', name: 'x' }],
    ['addHost', 'db'],
    ['addHost', 'db:nowhere'],
    ['shmSize', '64 MB'],
    ['memory', 0],
    ['memorySwap', -2],
    ['cpuShares', 1.5],
    ['cpuPeriod', '100'],
    ['cpuQuota', 0],
    ['cpusetCpus', '0-'],
    ['cpusetMems', 'all'],
    ['cgroupParent', ''],
    ['securityOpt', ''],
    ['ulimit', 'nofile'],
    ['ulimit', 'NOFILE', 1],
    ['ulimit', 'nofile', 3, 2],
    ['ulimit', 'nofile', -1, 2],
    ['raw', []],
  ]
  it.each(cases)('refuses %s(%j)', (setter: string, ...values: readonly unknown[]) => {
    expect(refusal(() => any[setter]?.(...values)).code).toMatch(/^INVALID_(?:ARGUMENT|REF)$/)
  })

  it.each([
    ['', /cannot be ""/],
    ['https://github.com/team/app.git', /no directory of this machine/],
    ['git@github.com:team/app.git', /no directory/],
    [undefined, /cannot be undefined/],
    [7, /cannot be 7/],
    [new Uint8Array(0), /empty/],
    [{}, /has no files/],
    [['Dockerfile'], /cannot be an array/],
    [Promise.resolve('./app'), /cannot be a promise/],
  ])('refuses the context %s', (context, says) => {
    const error = refusal(() => docker.image.build(context as string))
    expect(error.code).toBe('INVALID_ARGUMENT')
    expect(error.sentence).toMatch(says)
  })
})
