import { describe, expect, test } from 'vitest'
import { toCondition, type WaitForCondition } from '../../../../src/container/readiness/condition.js'

describe('what a container is waited for', () => {
  test.each([
    [{ healthy: true }, { kind: 'healthy' }],
    [{ exit: true }, { kind: 'exit' }],
    [{ port: 80 }, { kind: 'port', port: 80, protocol: 'tcp', not: 'nothing listens on port 80/tcp' }],
    [{ port: '53/udp' }, { kind: 'port', port: 53, protocol: 'udp' }],
    [{ http: 'http://:8080' }, { kind: 'http', port: 8080, path: '/', status: undefined }],
    [
      { http: 'http://:80/a/b?c=d', status: 401 },
      { kind: 'http', port: 80, path: '/a/b?c=d', status: 401 },
    ],
    [{ log: 'ready' }, { kind: 'log', times: 1, not: 'no line of its log holds "ready"' }],
    [
      { log: /ready/i, times: 2 },
      { kind: 'log', times: 2, not: 'not 2 lines of its log match /ready/i' },
    ],
  ] as const)('%o is read', (what, expected) => {
    expect(toCondition(what)).toMatchObject(expected)
  })

  test('a pattern with g or y begins each line anew, and is not changed', () => {
    const pattern = /ready/gy
    const condition = toCondition({ log: pattern })
    if (condition.kind !== 'log') throw new Error('it is a log')
    expect([condition.matches('ready'), condition.matches('ready'), condition.matches('not yet')]).toEqual([
      true,
      true,
      false,
    ])
    expect(pattern.lastIndex).toBe(0)
  })

  test.each([
    [{}, 'INVALID_ARGUMENT', 'there is nothing to wait for'],
    ['healthy', 'INVALID_ARGUMENT', 'give one of'],
    [null, 'INVALID_ARGUMENT', 'give one of'],
    [{ helthy: true }, 'UNKNOWN_OPTION', 'did you mean "healthy"?'],
    [{ healthy: false }, 'INVALID_ARGUMENT', 'write { healthy: true }'],
    [{ port: 0 }, 'INVALID_PORT', '80/tcp'],
    [{ port: 65536 }, 'INVALID_PORT', '80/tcp'],
    [{ port: '80/sctp' }, 'INVALID_PORT', '80/tcp'],
    [{ port: '8080:80' }, 'INVALID_PORT', 'the port inside'],
    [{ port: 80, log: 'ready' }, 'CONFLICTING_OPTIONS', 'one waitFor() waits for one thing'],
    [{ port: 80, times: 2 }, 'CONFLICTING_OPTIONS', 'only lines of a log are counted'],
    [{ healthy: true, status: 200 }, 'CONFLICTING_OPTIONS', 'only an answer'],
    [{ http: 'http://localhost:80/' }, 'INVALID_ARGUMENT', 'without a host'],
    [{ http: '/health' }, 'INVALID_ARGUMENT', 'without a host'],
    [{ http: 'http://:80/a b' }, 'INVALID_ARGUMENT', 'without a host'],
    [{ http: "http://:80/'; rm -rf /" }, 'INVALID_ARGUMENT', 'without a host'],
    [{ http: 'https://:443/' }, 'INVALID_ARGUMENT', 'its certificate'],
    [{ http: 'http://:80', status: '200' }, 'INVALID_ARGUMENT', 'a status such as 200'],
    [{ log: '' }, 'INVALID_ARGUMENT', 'a pattern such as /ready/'],
    [{ log: 1 }, 'INVALID_ARGUMENT', 'a pattern such as /ready/'],
    [{ log: 'a', times: 0 }, 'INVALID_ARGUMENT', '1 or more'],
  ])('%o is refused', (what, code, says) => {
    const refused = expect(() => toCondition(what as WaitForCondition))
    refused.toThrow(expect.objectContaining({ code }) as Error)
    refused.toThrow(says)
  })
})
