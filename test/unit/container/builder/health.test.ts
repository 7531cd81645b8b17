import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { HealthOptions } from '../../../../src/container/builder/health.js'

const web = new Docker({ host: 'unix:///nowhere.sock' }).container.run('nginx:alpine')
const healthOf = (health: HealthOptions | false) => web.health(health).toRequest().Healthcheck

describe('a health check', () => {
  test('is written in nanoseconds, from milliseconds or from text', () => {
    const check = {
      cmd: ['wget', '-q', 'http://localhost'],
      interval: 1500,
      timeout: '500ms',
      retries: 5,
      startPeriod: '1m30s',
      startInterval: '1.5s',
    } as const
    expect(healthOf(check)).toEqual({
      Test: ['CMD', 'wget', '-q', 'http://localhost'],
      Interval: 1_500_000_000,
      Timeout: 500_000_000,
      Retries: 5,
      StartPeriod: 90_000_000_000,
      StartInterval: 1_500_000_000,
    })
  })

  test('of a line is for the shell, and times alone keep the check of the image', () => {
    expect(healthOf({ shell: 'test -f /ready' })).toEqual({ Test: ['CMD-SHELL', 'test -f /ready'] })
    expect(healthOf({ interval: '2s' })).toEqual({ Interval: 2_000_000_000 })
  })

  test('false switches that of the image off, and the last call counts', () => {
    expect(healthOf(false)).toEqual({ Test: ['NONE'] })
    expect(web.health({ retries: 2 }).health(false).toRequest().Healthcheck).toEqual({ Test: ['NONE'] })
    expect(web.toRequest()).not.toHaveProperty('Healthcheck')
  })

  test.each([
    ['interval', 0],
    ['interval', 0.5],
    ['interval', '30'],
    ['interval', '30 s'],
    ['timeout', -1],
    ['timeout', NaN],
    ['startPeriod', '1d'],
    ['retries', 0],
    ['retries', 1.5],
    ['cmd', 'curl localhost'],
    ['cmd', []],
    ['cmd', [1]],
    ['shell', ''],
    ['shell', ['sh']],
  ])('with %s: %o is refused where it stands', (argument, value) => {
    expect(() => healthOf({ [argument]: value })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error,
    )
  })

  test('that is misspelt, empty, of two programs or no object is refused', () => {
    expect(() => healthOf({ intervall: '2s' } as never)).toThrow('did you mean "interval"?')
    expect(() => healthOf({})).toThrow('this health check says nothing')
    expect(() => healthOf({ cmd: ['a'], shell: 'a' })).toThrow('a health check runs one program')
    for (const odd of [true, 'curl', null, []] as never[]) expect(() => healthOf(odd)).toThrow('or false for no check')
  })
})
