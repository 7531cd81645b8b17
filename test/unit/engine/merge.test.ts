import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { Ip } from '../../../src/cidr/ip.js'
import { checkPatch, merged } from '../../../src/docker-words/patch.js'
import { refusal } from '../refusal.js'

describe('a patch', () => {
  it('changes the fields that it names, at any depth, and leaves the others', () => {
    const request = { Image: 'app', HostConfig: { Init: true, Dns: ['10.0.0.53'], RestartPolicy: { Name: 'always' } } }
    const patch = { HostConfig: { ShmSize: 1024, Dns: ['10.0.0.1'] }, StopSignal: 'SIGINT' }
    expect(merged(request, patch)).toEqual({
      Image: 'app',
      HostConfig: { Init: true, Dns: ['10.0.0.1'], RestartPolicy: { Name: 'always' }, ShmSize: 1024 },
      StopSignal: 'SIGINT',
    })
  })

  it('says nothing by undefined: what the builder was told stays', () => {
    const request = { HostConfig: { NetworkMode: 'none' } }
    expect(merged(request, { HostConfig: undefined })).toEqual(request)
    expect(merged(request, { HostConfig: { NetworkMode: undefined } })).toEqual(request)
  })

  it('shares nothing with its result', () => {
    const request = { HostConfig: { Dns: ['10.0.0.53'] } }
    const patch = { HostConfig: { CapAdd: ['NET_ADMIN'] } }
    const result = merged<{ HostConfig: { Dns: string[]; CapAdd?: string[] } }>(request, patch)
    result.HostConfig.Dns.push('10.0.0.54')
    patch.HostConfig.CapAdd.push('SYS_ADMIN')
    expect(request.HostConfig.Dns).toEqual(['10.0.0.53'])
    expect(result.HostConfig.CapAdd).toEqual(['NET_ADMIN'])
  })

  it('takes a value for a value, and no key for a prototype', () => {
    const ip = Ip.parse('10.0.0.1')
    expect(merged({ Gateway: 'x' }, { Gateway: ip })).toEqual({ Gateway: ip })
    const result = merged<object>({}, JSON.parse('{"__proto__":{"polluted":true}}') as object)
    expect('polluted' in result).toBe(false)
  })

  it.each([undefined, null, 'x', 7, [], new Map()])('that is %j is refused', (patch) => {
    expect(refusal(() => checkPatch(patch as object))).toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it('of another realm is taken as one of this', () => {
    const patch = runInNewContext("({ HostConfig: { CapAdd: ['NET_ADMIN'] } })") as object
    expect(merged({ HostConfig: { Init: true } }, checkPatch(patch))).toEqual({
      HostConfig: { Init: true, CapAdd: ['NET_ADMIN'] },
    })
  })

  it('that contains itself is refused', () => {
    const patch: Record<string, unknown> = {}
    patch['HostConfig'] = patch
    expect(refusal(() => checkPatch(patch)).message).toContain('contains itself')
  })
})
