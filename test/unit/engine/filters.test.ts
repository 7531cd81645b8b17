import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { filter, filtersOf, type FilterKind } from '../../../src/engine/call/filters.js'
import { refusal } from '../refusal.js'

const handle = { noun: 'container', id: 'c0ffee', name: 'web' }
const image = { noun: 'image', id: 'sha256:aa', name: 'nginx:alpine' }

/** As a caller without types writes it. */
const write = (kind: FilterKind<never>, value: unknown): unknown => {
  const written = filtersOf({ it: kind }).write({ it: value as never }, 'filters')
  return (JSON.parse(written) as { it?: unknown }).it
}

describe('a filter is written as engines read it', () => {
  it.each<[string, FilterKind<never>, unknown, readonly string[] | undefined]>([
    ['a text', filter.text, 'a=b', ['a=b']],
    ['texts', filter.text, ['a', 'b'], ['a', 'b']],
    ['nothing', filter.text, undefined, undefined],
    ['a flag', filter.flag, true, ['true']],
    ['a flag', filter.flag, ['false'], ['false']],
    ['a number', filter.whole, 137, ['137']],
    ['numbers', filter.whole, [0, 1n, '2'], ['0', '1', '2']],
    ['a port', filter.port, 80, ['80']],
    ['a range of ports', filter.port, '8000-8010/udp', ['8000-8010/udp']],
    ['a word', filter.words('created', 'running'), ['running'], ['running']],
    ['a handle', filter.ref('container'), handle, ['c0ffee']],
    ['a handle and a name', filter.ref('container'), [handle, 'db'], ['c0ffee', 'db']],
    ['an image, for events', filter.idAndName('image'), image, ['sha256:aa', 'nginx:alpine']],
    ['an image by its name, for events', filter.idAndName('image'), 'nginx', ['nginx']],
    ['a label that is not there', filter.notLabel, ['keep'], ['keep']],
  ])('%s', (_, kind, value, written) => {
    expect(write(kind, value)).toEqual(written)
  })

  it('what is in an object of another realm is read, too', () => {
    const given = runInNewContext("({ it: ['a', 'b'] })") as { it: string[] }
    expect(filtersOf({ it: filter.text }).write(given, 'filters')).toBe('{"it":["a","b"]}')
  })

  it('what is fixed stays as it is when the caller changes his own', () => {
    const labels = ['a']
    const kinds = filtersOf({ label: filter.text, dangling: filter.flag })
    const fixed = kinds.fixed({ label: labels, dangling: true }, 'filters')
    labels.push('b')
    expect(kinds.write(fixed, 'filters')).toBe('{"label":["a"],"dangling":["true"]}')
  })
})

describe('what an engine would misread is refused', () => {
  it.each<[string, FilterKind<never>, unknown]>([
    ['a number for a text', filter.text, 7],
    ['a number among texts', filter.text, ['a', 7]],
    ['no value at all, which would match everything', filter.text, []],
    ['a flag that is no flag', filter.flag, 'yes'],
    ['both flags', filter.flag, ['true', 'false']],
    ['a number that is not whole', filter.whole, 1.5],
    ['a port that cannot be', filter.port, 70_000],
    ['a word that is not in the list', filter.words('created', 'running'), 'runing'],
    ['a handle on something else', filter.ref('network'), handle],
    ['a promise', filter.ref('container'), Promise.resolve(handle)],
    ['several labels that are not there', filter.notLabel, ['keep', 'hold']],
  ])('%s', (_, kind, value) => {
    const { code, message } = refusal(() => write(kind, value))
    expect(code).toMatch(/^INVALID_(ARGUMENT|REF)$/)
    expect(message.length).toBeGreaterThan(20)
  })

  it.each([null, 'label=a', ['label'], new Map()])('%j is no filters', (given) => {
    expect(refusal(() => filtersOf({ it: filter.text }).write(given as never, 'filters')).code).toBe('INVALID_ARGUMENT')
  })

  it('a name that no filter has is refused, with the nearest', () => {
    const given = { lable: 'a' } as never
    expect(refusal(() => filtersOf({ label: filter.text, name: filter.text }).write(given, 'filters'))).toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { option: 'lable', nearest: 'label' },
    })
  })

  it('the words that can be are told', () => {
    const { hint } = refusal(() => write(filter.words('created', 'running'), 'runing'))
    expect(hint).toContain('created, running')
  })
})
