import { describe, expect, it } from 'vitest'
import {
  compareApi,
  needApi,
  negotiate,
  newestApi,
  oldestApi,
  readApiVersion,
} from '../../../src/engine/call/api-version.js'

describe('versions of the API', () => {
  it('are compared part by part', () => {
    expect(['1.9', '1.100', '1.44', '1.10'].sort(compareApi)).toEqual(['1.9', '1.10', '1.44', '1.100'])
    expect(compareApi('1.44', '1.44')).toBe(0)
  })

  it.each([
    ['1.41', '1.41'],
    ['1.45', '1.45'],
    [newestApi, newestApi],
    ['1.99', newestApi],
    [undefined, newestApi],
  ])('an engine of %s is spoken to with %s', (engine, spoken) => {
    expect(negotiate(engine, 'unix:///engine.sock')).toBe(spoken)
  })

  it('an engine older than the oldest is refused by name', () => {
    expect(() => negotiate('1.40', 'unix:///engine.sock')).toThrow(
      expect.objectContaining({
        code: 'API_TOO_OLD',
        sentence: `the engine at unix:///engine.sock speaks API 1.40; mooring needs ${oldestApi} or newer`,
      }),
    )
  })

  it.each(['1.41', '1.55', '1.100'])('%s can be pinned', (version) => {
    expect(readApiVersion(version)).toBe(version)
  })

  it.each<unknown>([
    '',
    'v1.41',
    '1',
    '1.',
    '2.0',
    '1.41.0',
    '1.4a',
    ' 1.41',
    '1.41/containers',
    'latest',
    '1.40',
    '1.044',
    1.5,
  ])('%j is no version', (version) => {
    expect(() => readApiVersion(version)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', details: { argument: 'apiVersion', value: version } }),
    )
  })
})

describe('what is younger than the engine', () => {
  it('is refused, with both versions', () => {
    expect(() => {
      needApi('option x', '1.47', '1.46')
    }).toThrow(
      expect.objectContaining({ code: 'API_TOO_OLD', details: { option: 'option x', needs: '1.47', has: '1.46' } }),
    )
    expect(() => {
      needApi('option x', '1.47', '1.100')
    }).not.toThrow()
  })
})
