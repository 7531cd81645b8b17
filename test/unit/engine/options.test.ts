import { describe, expect, it, test } from 'vitest'
import type { CallOptions } from '../../../src/engine/call/call-options.js'
import { filter, filtersOf, type OneOrMore } from '../../../src/engine/call/filters.js'
import { operation } from '../../../src/engine/call/operation.js'
import { filters, options, own, query, selection, streamOptions } from '../../../src/engine/call/options.js'
import { param } from '../../../src/engine/call/param.js'
import { reply } from '../../../src/engine/call/reply.js'
import { refusal } from '../refusal.js'

const thingList = operation({
  id: 'ThingList',
  method: 'GET',
  path: '/things',
  query: { all: param.flag, t: param.integer, filters: filtersOf({ label: filter.text, dangling: filter.flag }) },
  reply: reply.nothing,
})

interface ThingListOptions extends CallOptions {
  readonly all?: boolean | undefined
  readonly stopTimeout?: number | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly dangling?: boolean | undefined
  readonly onStep?: (() => void) | undefined
}

const table = options<ThingListOptions>('thing.list', {
  all: query(thingList, 'all'),
  stopTimeout: query(thingList, 't'),
  ...filters(thingList),
  onStep: own((name, value) => {
    if (typeof value !== 'function') throw new TypeError(name)
  }),
})

/** As a caller without types writes it. */
const check = (given: unknown) => () => {
  table.check(given as ThingListOptions)
}

describe('a table of options', () => {
  it('puts each option into its place in the query, and keeps its own ones out', () => {
    const given = { all: true, stopTimeout: 5, label: 'a=b', dangling: false, onStep: () => undefined, timeout: 9 }
    expect(check(given)).not.toThrow()
    expect(table.query(given)).toEqual({ all: true, t: 5, filters: { label: 'a=b', dangling: false } })
    expect(table.query({ all: undefined })).toEqual({})
    expect(table.query({})).toEqual({})
    expect(table.call(given)).toEqual({ timeout: 9 })
  })

  it.each([
    ['al', 'all'],
    ['lable', 'label'],
    ['timout', 'timeout'],
    ['onstep', 'onStep'],
  ])('refuses %s, and names %s', (name, nearest) => {
    expect(refusal(check({ [name]: true }))).toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { option: name, nearest },
      message: expect.stringContaining('thing.list') as string,
    })
  })

  it.each([
    ['all', 'yes'],
    ['stopTimeout', 1.5],
    ['label', []],
    ['dangling', 'no'],
    ['signal', {}],
    ['signal', { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined }],
    ['timeout', -1],
  ])('checks %s by the row it has', (name, value) => {
    const { code, message } = refusal(check({ [name]: value }))
    expect(code).toBe('INVALID_ARGUMENT')
    expect(message).toContain(name)
  })

  it('calls a filter the same in every verb: filters, and its name', () => {
    expect(refusal(check({ dangling: 'no' })).details).toMatchObject({ argument: 'filters.dangling' })
  })

  it('lets the check of an own option speak', () => {
    expect(check({ onStep: 'log' })).toThrow(new TypeError('onStep'))
  })

  it.each([null, 7, 'all'])('refuses %j for options', (given) => {
    expect(refusal(check(given)).code).toBe('INVALID_ARGUMENT')
  })

  it('of a stream has no timeout', () => {
    const stream = streamOptions<{ readonly signal?: AbortSignal | undefined }>('things', {})
    expect(refusal(() => stream.check({ timeout: 5 } as never)).code).toBe('UNKNOWN_OPTION')
    expect(() => stream.check({ signal: new AbortController().signal })).not.toThrow()
  })
})

describe('the compiler', () => {
  it('misses the row that is left out, and refuses one too many or of another kind', () => {
    // @ts-expect-error no row for `all`
    options<{ readonly all?: boolean | undefined }>('x', {})
    // @ts-expect-error a row that no option has
    options<CallOptions>('x', { all: query(thingList, 'all') })
    // @ts-expect-error a number is no flag
    options<{ readonly all?: number | undefined }>('x', { all: query(thingList, 'all') })
    // @ts-expect-error the operation has no such parameter
    query(thingList, 'al')
    expect(table.verb).toBe('thing.list')
  })
})

test('of a selection, what belongs to the call is refused: it stands in the next argument', () => {
  const which = selection<Omit<ThingListOptions, keyof CallOptions | 'stopTimeout' | 'onStep'>>('thing.list', {
    all: query(thingList, 'all'),
    ...filters(thingList),
  })
  which.check({ all: true, label: 'a=b' })
  expect(which.query({ all: true, label: 'a=b' })).toEqual({ all: true, filters: { label: 'a=b' } })
  expect(refusal(() => which.check({ alll: true } as never)).details).toEqual({ option: 'alll', nearest: 'all' })
  expect(refusal(() => which.check({ signal: AbortSignal.timeout(1) } as never)).code).toBe('UNKNOWN_OPTION')
  expect(refusal(() => which.check(null as never)).code).toBe('INVALID_ARGUMENT')
})
