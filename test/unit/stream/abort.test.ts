import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onAbort, pause } from '../../../src/stream/abort.js'
import { rejection } from './source.js'

const warnings: Error[] = []
const keep = (warning: Error): void => void warnings.push(warning)
beforeEach(() => process.on('warning', keep))
afterEach(() => process.off('warning', keep))

test('twenty calls that share a signal put one listener on it, and leave none', async () => {
  const { signal } = new AbortController()
  const pauses = Array.from({ length: 20 }, () => pause(5, signal))
  const forget = Array.from({ length: 20 }, () => onAbort(signal, () => undefined))
  expect(getEventListeners(signal, 'abort')).toHaveLength(1)
  await Promise.all(pauses)
  for (const one of forget) one()
  expect(getEventListeners(signal, 'abort')).toEqual([])
  await new Promise(setImmediate)
  expect(warnings).toEqual([])
})

test('an abort ends a pause with its own reason, at once and beforehand', async () => {
  const controller = new AbortController()
  const paused = rejection(pause(600_000, controller.signal))
  controller.abort('the reason itself')
  expect(await paused).toBe('the reason itself')
  expect(await rejection(pause(600_000, controller.signal))).toBe('the reason itself')
})

test('an abort calls back once, and those only who still wait for it', () => {
  const controller = new AbortController()
  const heard: string[] = []
  const forget = onAbort(controller.signal, () => heard.push('forgotten'))
  onAbort(controller.signal, () => heard.push('first'))
  const late = onAbort(controller.signal, () => heard.push('second'))
  forget()
  controller.abort()
  late()
  expect(heard).toEqual(['first', 'second'])
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})
