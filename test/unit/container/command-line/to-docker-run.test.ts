import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { runFlags } from '../../../../src/container/command-line/docker-run.js'
import type { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import { lines } from '../../../contract/docker-run/lines.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const run = (...command: string[]): ContainerBuilder => docker.container.run('alpine', ...command)

test('a line has what was said, in quotes where a shell needs them', () => {
  const builder = run('sh', '-c', 'echo "$A"').name('web').rm().env({ A: "it's", B: '' }).publish('127.0.0.1:80:80')
  expect(builder.toDockerRun()).toBe(
    `docker run --name web --rm --env 'A=it'\\''s' --env B= --publish 127.0.0.1:80:80 alpine sh -c 'echo "$A"'`,
  )
  expect(builder.toDockerRun({ multiline: true }).split(' \\\n  ')).toEqual([
    'docker run',
    '--name web',
    '--rm',
    `--env 'A=it'\\''s'`,
    '--env B=',
    '--publish 127.0.0.1:80:80',
    `alpine sh -c 'echo "$A"'`,
  ])
})

test.each(lines)('%s is written, and read again', async (line, build) => {
  const builder = build(run('true'))
  const written = builder.toDockerRun()
  const flags = runFlags.filter(({ flag, also = [] }) =>
    line.split(' ').some((word) => [flag, ...also].includes(word as never)),
  )
  for (const { flag } of flags) expect(written).toContain(flag)
  for (const text of [written, builder.toDockerRun({ multiline: true })]) {
    const again = await docker.container.fromDockerRun(text, { env: {} })
    expect(again.toRequest()).toEqual(builder.toRequest())
    expect(again.toDockerRun()).toBe(written)
  }
})

test('every flag of the table is written by one of the lines', () => {
  const written = lines.flatMap(([, build]) => build(run()).toDockerRun().split(' '))
  expect(runFlags.map(({ flag }) => flag).filter((flag) => !written.includes(flag))).toEqual([])
})

test('a log driver as engines tell of it has its flags, with options and without', () => {
  const line = (LogConfig: object): string => run().raw({ HostConfig: { LogConfig } }).toDockerRun()
  expect(line({ Type: 'json-file', Config: {} })).toBe('docker run --log-driver json-file alpine')
  expect(line({ Type: 'local', Config: { 'max-size': '1m', 'max-file': '3' } })).toBe(
    'docker run --log-driver local --log-opt max-size=1m --log-opt max-file=3 alpine',
  )
})

test('a port that is published and exposed by its image, as like() tells of it, is published', () => {
  const PortBindings = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] }
  expect(run().raw({ HostConfig: { PortBindings } }).toDockerRun()).toBe('docker run --publish 8080:80 alpine')
})

describe('what no flag says is named', () => {
  test.each<[field: string, build: () => ContainerBuilder]>([
    ['Entrypoint', () => run().entrypoint('sh', '-c')],
    ['Healthcheck', () => run().health({ cmd: ['true'] })],
    ['HostConfig.SecurityOpt', () => run().securityOpt('seccomp={"defaultAction":"SCMP_ACT_ALLOW"}')],
    ['Labels.a=b', () => run().label('a=b', 'c')],
    ['NetworkDisabled', () => run().raw({ NetworkDisabled: true })],
    ['HostConfig.MaskedPaths', () => run().raw({ HostConfig: { MaskedPaths: ['/proc/kcore'] } })],
    ['HostConfig.CapAdd', () => run().raw({ HostConfig: { CapAdd: [] } })],
    ['HostConfig.Isolation', () => run().raw({ HostConfig: { Isolation: 'default' } })],
    ['MacAddress', () => run().raw({ MacAddress: '02:42:ac:11:00:05' })],
  ])('%s', (field, build) => {
    const error = refusal(() => build().toDockerRun())
    expect([error.code, error.details]).toEqual(['NO_FLAG', { field }])
  })

  test('an endpoint whose capitals the command line would lose', () => {
    const first = run().net('mine', { alias: 'Web' })
    expect(first.toDockerRun()).toBe('docker run --network mine --network-alias Web alpine')
    const error = refusal(() => first.net('Other', { alias: 'Web' }).toDockerRun())
    expect([error.code, error.details]).toEqual(['NO_FLAG', { field: 'NetworkingConfig.EndpointsConfig.Other' }])
  })
})

test('options that are none are refused', () => {
  expect(refusal(() => run().toDockerRun({ multilne: true } as never)).message).toContain('did you mean "multiline"?')
  expect(refusal(() => run().toDockerRun({ multiline: 'yes' } as never)).code).toBe('INVALID_ARGUMENT')
  expect(refusal(() => run().toDockerRun(null as never)).code).toBe('INVALID_ARGUMENT')
})
