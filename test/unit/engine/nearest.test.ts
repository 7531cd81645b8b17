import { describe, expect, it } from 'vitest'
import { nearest, refuseUnknown, unknownOption } from '../../../src/engine/call/nearest.js'

describe('the word that was meant', () => {
  const known = ['subnet', 'gateway', 'ipRange', 'alias']

  it.each([
    ['subnett', 'subnet'],
    ['gatway', 'gateway'],
    ['iprange', 'ipRange'],
    ['ip_range', 'ipRange'],
    ['aliases', 'alias'],
  ])('%s is %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant)
  })

  it.each(['', 'zzzzzz', 'completely different'])('%j is none of them', (word) => {
    expect(nearest(word, known)).toBeUndefined()
  })

  it('is the closest of several', () => {
    expect(nearest('name1', ['game11', 'name', 'names11'])).toBe('name')
  })
})

describe('an option nobody knows', () => {
  it.each([
    ['socketPath', ['host', 'context'], 'host'],
    ['ipv4_address', ['alias', 'ip', 'ip6', 'mac'], 'ip'],
    ['macAddress', ['alias', 'ip', 'mac'], 'mac'],
    ['src', ['type', 'source', 'target'], 'source'],
    ['src', ['type', 'name', 'target'], 'name'],
  ])('that other clients call %s is told by its name here', (option, known, here) => {
    expect(unknownOption(option, known, 'it').details.nearest).toBe(here)
  })

  it('is named with the one that was meant, or with all there are', () => {
    expect(unknownOption('gatway', ['gateway'], 'net()')).toMatchObject({
      code: 'UNKNOWN_OPTION',
      sentence: 'net() has no option "gatway"',
      hint: 'did you mean "gateway"?',
    })
    expect(unknownOption('constructor', ['gateway'], 'net()').hint).toBe('it has: gateway')
    expect(unknownOption('zzzzzz', ['gateway', 'alias'], 'net()').hint).toBe('it has: gateway, alias')
  })

  it('is refused even when it says nothing', () => {
    expect(() => {
      refuseUnknown({ gateway: 1, colour: undefined }, ['gateway'], 'net()')
    }).toThrow(expect.objectContaining({ code: 'UNKNOWN_OPTION' }))
    expect(() => {
      refuseUnknown({ gateway: undefined }, ['gateway'], 'net()')
    }).not.toThrow()
  })
})
