import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Mac } from '../../../src/cidr/index.js'

// prettier-ignore
const WRONG: readonly unknown[] = [
  '', 'zz', '02:42:ac:11:00', '02:42:ac:11:00:02:03', '02:42:ac:11:00:2', '02:42-ac:11:00:02', '0242ac110002',
  '02:42:ac:11:00:0g', ' 02:42:ac:11:00:02', '02:42:ac:11:00:02\n', '02:42:ac:11:00:02:00:00', '0242.ac11.002',
  undefined, null, 42, {}, [],
]

describe('Mac', () => {
  it.each(['02:42:ac:11:00:02', '02-42-AC-11-00-02', '0242.ac11.0002'])('reads %s', (text) => {
    const mac = Mac.parse(text)
    expect([mac.toString(), JSON.stringify(mac), inspect(mac)]).toEqual([
      '02:42:ac:11:00:02',
      '"02:42:ac:11:00:02"',
      'Mac(02:42:ac:11:00:02)',
    ])
  })

  it.each(WRONG.map((value) => [value]))('refuses %s with INVALID_MAC', (value) => {
    const text = value as string
    expect(Mac.tryParse(text)).toBeUndefined()
    expect(Mac.check(text)).toMatchObject({ ok: false, code: 'INVALID_MAC' })
    expect(() => Mac.parse(text)).toThrow(expect.objectContaining({ code: 'INVALID_MAC' }))
    expect(() => Mac.from(text)).toThrow(expect.objectContaining({ code: 'INVALID_MAC' }))
  })

  it('hints at how to write one', () => {
    const hint = 'zz is not a MAC address; write six pairs of hexadecimal digits, like 02:42:ac:11:00:02'
    expect(Mac.check('zz')).toEqual({ ok: false, code: 'INVALID_MAC', hint })
  })

  it('knows one interface from many, and a local address from a bought one', () => {
    const facts = (text: string) => [Mac.parse(text).isUnicast, Mac.parse(text).isLocallyAdministered]
    expect(facts('02:42:ac:11:00:02')).toEqual([true, true])
    expect(facts('00:1b:21:00:00:01')).toEqual([true, false])
    expect(facts('01:00:5e:00:00:fb')).toEqual([false, false])
    expect(facts('ff:ff:ff:ff:ff:ff')).toEqual([false, true])
  })

  it('equals and sorts by number, however it was written', () => {
    const [low, high] = [Mac.parse('02-42-ac-11-00-02'), Mac.parse('ff:00:00:00:00:00')]
    expect(low.equals(Mac.parse('0242.AC11.0002'))).toBe(true)
    expect([high, low].sort(Mac.compare)).toEqual([low, high])
    expect(low.compare(high)).toBeLessThan(0)
    expect(Mac.from(low)).toBe(low)
  })
})
