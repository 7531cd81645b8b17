import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Cidr, Ip, Mac } from '../../src/cidr/index.js'
import { cidrSchema, ipSchema, macSchema } from '../../src/zod.js'

const settings = z.object({ subnet: cidrSchema, gateway: ipSchema.optional(), mac: macSchema.optional() })

describe('the zod schemas', () => {
  it('read text into values', () => {
    const read = settings.parse({ subnet: '10.99.0.0/24', gateway: 'FD00::1', mac: '02-42-AC-11-00-02' })
    expect(read.subnet).toEqual(Cidr.parse('10.99.0.0/24'))
    expect(read.gateway).toEqual(Ip.parse('fd00::1'))
    expect(read.mac).toEqual(Mac.parse('02:42:ac:11:00:02'))
  })

  it.each([
    ['10.99.0.5/24', '10.99.0.5/24 has host bits set; did you mean 10.99.0.0/24?'],
    ['172.72.0.0', '172.72.0.0 has no prefix length; write it like 172.72.0.0/16'],
    [undefined, 'undefined is not a block; give text like 172.72.0.0/16'],
    [42, '42 is not a block; give text like 172.72.0.0/16'],
  ])('report our hint for %j, at its place', (subnet, message) => {
    const issues = settings.safeParse({ subnet }).error?.issues
    expect(issues).toHaveLength(1)
    expect(issues?.[0]).toMatchObject({ path: ['subnet'], message })
  })

  it('report our hint for addresses too', () => {
    expect(ipSchema.safeParse('10.0.0.256').error?.issues[0]?.message).toBe(
      '10.0.0.256 is not an IPv4 address; write four numbers from 0 to 255, like 172.72.0.10',
    )
    expect(macSchema.safeParse('zz').error?.issues[0]?.message).toMatch(/^zz is not a MAC address; /)
  })

  it('write values back as canonical text', () => {
    expect(z.encode(settings, settings.decode({ subnet: 'FD00::/8' }))).toEqual({ subnet: 'fd00::/8' })
  })

  it('are strings in JSON Schema', () => {
    expect(z.toJSONSchema(cidrSchema, { io: 'input' })).toMatchObject({ type: 'string' })
  })
})
