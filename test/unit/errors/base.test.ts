import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../../src/errors/connection.js'
import { MooringError } from '../../../src/errors/base.js'
import { NotFoundError } from '../../../src/errors/engine.js'
import { tellAbout } from '../../../src/errors/error-context.js'
import { UsageError } from '../../../src/errors/usage.js'
import { unreachableError } from '../../../src/transport/connection-errors.js'

const error = new UsageError('HOST_BITS_SET', {
  message: '10.0.0.1/24 has host bits',
  details: { value: '10.0.0.1/24', suggestion: '10.0.0.0/24' },
  hint: 'write 10.0.0.0/24',
  operation: 'NetworkCreate',
  target: 'front',
  cause: new TypeError('why'),
})

describe('an error of mooring', () => {
  it('is an Error with a name, a stack and a cause', () => {
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(MooringError)
    expect(error.name).toBe('UsageError')
    expect(error.stack).toContain('base.test.ts')
    expect(error.cause).toBeInstanceOf(TypeError)
  })

  it('is told by its code', () => {
    expect(MooringError.is(error)).toBe(true)
    expect(MooringError.is(error, 'HOST_BITS_SET')).toBe(true)
    expect(MooringError.is(error, 'INVALID_CIDR')).toBe(false)
  })

  it('narrows its details by its code', () => {
    const caught: unknown = error
    if (!MooringError.is(caught, 'HOST_BITS_SET')) throw new Error('not narrowed')
    expect(caught.details.suggestion satisfies string).toBe('10.0.0.0/24')
  })

  it.each([[undefined], [null], ['HOST_BITS_SET'], [new Error('HOST_BITS_SET')], [{ code: 'HOST_BITS_SET' }]])(
    'is not %s',
    (value) => {
      expect(MooringError.is(value)).toBe(false)
    },
  )

  it('is plain data for a log line', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'UsageError',
      code: 'HOST_BITS_SET',
      message: '10.0.0.1/24 has host bits\n  hint: write 10.0.0.0/24',
      hint: 'write 10.0.0.0/24',
      operation: 'NetworkCreate',
      target: 'front',
      retryable: false,
      sent: 'no',
      details: { value: '10.0.0.1/24', suggestion: '10.0.0.0/24' },
    })
  })

  it('says in its message what happened and what to do, because test runners and log lines print nothing else', () => {
    expect(error.message).toBe('10.0.0.1/24 has host bits\n  hint: write 10.0.0.0/24')
    expect(error.sentence).toBe('10.0.0.1/24 has host bits')
    expect(error.stack).toContain('has host bits\n  hint: write 10.0.0.0/24\n')
  })

  it('has no cause at all when there is none', () => {
    const alone = new ConnectionError('TIMED_OUT', { message: 'too late', details: { timeout: 5 }, sent: 'unknown' })
    expect(Object.hasOwn(alone, 'cause')).toBe(false)
    expect(alone.sent).toBe('unknown')
  })
})

describe('a printed error', () => {
  const printed = (printedError: Error): string =>
    inspect(Object.fromEntries(Object.entries(printedError)), { breakLength: Infinity, compact: true })

  it('does not repeat below the message what the message says', () => {
    expect(inspect(error).match(/write 10\.0\.0\.0\/24/g)).toHaveLength(1)
    const { message } = gone
    expect(inspect(gone).match(/no such thing/g)).toHaveLength(1)
    expect(message).toContain(gone.engineMessage)
  })

  it('leaves out what there is not', () => {
    const alone = new ConnectionError('CONNECTION_LOST', { message: 'it broke', details: {}, sent: 'unknown' })
    expect(printed(alone)).toBe(
      "{ code: 'CONNECTION_LOST', retryable: false, sent: 'unknown', name: 'ConnectionError' }",
    )
    expect(alone).toMatchObject({ details: {}, hint: undefined, operation: undefined, target: undefined })
  })

  it("has the engine's own words where the message has others", () => {
    const explained = new NotFoundError('NOT_FOUND', { ...goneParts, message: 'there is no web' })
    expect(printed(explained)).toContain('no such thing')
  })

  it('has the call that it is told of later', () => {
    const late = new ConnectionError('CONNECTION_LOST', { message: 'it broke', details: {}, sent: 'unknown' })
    tellAbout(late, { operation: 'ContainerLogs', target: 'web' })
    expect(printed(late)).toContain("operation: 'ContainerLogs', target: 'web'")
  })

  it('lists every place that was tried, once', () => {
    const tried = ['a', 'b'].map((name) => ({ host: `unix:///${name}.sock`, from: 'Docker', why: 'missing' }))
    const nobody = unreachableError(tried, {})
    expect(nobody.sentence).toBe(
      'no Docker engine answers at any of 2 places:\n    unix:///a.sock (Docker): missing\n    unix:///b.sock (Docker): missing',
    )
    expect(inspect(nobody).match(/unix:\/\/\/a\.sock/g)).toHaveLength(1)
    expect(nobody.details).toEqual({ tried })
  })
})

describe('an error in a log line', () => {
  const circle: Record<string, unknown> = { name: 'a' }
  circle['self'] = circle

  it.each<[string, unknown, unknown]>([
    ['a BigInt', { size: 2n ** 64n }, { size: '18446744073709551616' }],
    ['a circle', circle, { name: 'a', self: '[circular]' }],
    ['a function', { cb: () => 1 }, { cb: '[function]' }],
    ['a symbol', [Symbol('x')], ['Symbol(x)']],
    ['what is no number', NaN, 'NaN'],
    ['an error', new TypeError('no'), 'TypeError: no'],
    ['a map', new Map([['a', 1n]]), [['a', '1']]],
    ['bytes', new Uint8Array(1024), '[1024 bytes]'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    [
      'a getter that throws',
      {
        get a() {
          throw new Error('no')
        },
      },
      '[unreadable]',
    ],
    ['a revoked proxy', revoked(), '[unreadable]'],
    ['a thing without end', deep(), { in: { in: { in: { in: { in: '[object]' } } } } }],
  ])('may hold %s', (_, value, written) => {
    const odd = new UsageError('INVALID_ARGUMENT', { message: 'no', details: { argument: 'x', value } })
    expect((JSON.parse(JSON.stringify(odd)) as { details: unknown }).details).toMatchObject({
      argument: 'x',
      value: written,
    })
  })

  it('lists a hundred items at most', () => {
    const odd = new UsageError('INVALID_ARGUMENT', {
      message: 'no',
      details: { argument: 'x', value: new Array(100_000).fill('a') },
    })
    expect(JSON.stringify(odd).length).toBeLessThan(1000)
  })
})

const goneParts = {
  details: { noun: 'container', ref: 'web' },
  operation: 'ContainerInspect',
  target: 'web',
  status: 404,
  engineMessage: 'no such thing',
}
const gone = new NotFoundError('NOT_FOUND', { ...goneParts, message: 'ContainerInspect "web": no such thing' })

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function deep(): object {
  const top: Record<string, unknown> = {}
  let at = top
  for (let level = 0; level < 1000; level++) at = at['in'] = {} as Record<string, unknown>
  return top
}
