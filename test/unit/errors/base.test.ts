import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../../src/errors/connection.js'
import { MooringError } from '../../../src/errors/base.js'
import { UsageError } from '../../../src/errors/usage.js'

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
      message: '10.0.0.1/24 has host bits',
      hint: 'write 10.0.0.0/24',
      operation: 'NetworkCreate',
      target: 'front',
      retryable: false,
      sent: 'no',
      details: { value: '10.0.0.1/24', suggestion: '10.0.0.0/24' },
    })
  })

  it('has no cause at all when there is none', () => {
    const alone = new ConnectionError('TIMED_OUT', { message: 'too late', details: { timeout: 5 }, sent: 'unknown' })
    expect(Object.hasOwn(alone, 'cause')).toBe(false)
    expect(alone.sent).toBe('unknown')
  })
})
