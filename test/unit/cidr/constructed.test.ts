import { expect, it } from 'vitest'
import * as cidr from '../../../src/cidr/index.js'

it.each(['Cidr', 'Ip', 'Mac'] as const)('new %s() by an untyped caller names parse()', (type) => {
  const Value = cidr[type] as unknown as new (text?: unknown) => object // as JavaScript sees it
  for (const given of [[], ['10.0.0.0/24'], [undefined], [{}]]) {
    const make = (): object => new Value(...given)
    expect(make).toThrow(`use ${type}.parse('`)
    expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  }
})
