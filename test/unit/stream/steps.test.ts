import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { follow } from '../../../src/image/steps.js'
import { stepOf } from '../../../src/stream/decoders/steps.js'
import { rejection, Source } from './source.js'

const pulling = { status: 'Downloading', id: 'a1b2', progressDetail: { current: 1, total: 2 }, progress: '[=> ]' }
const pulled = { status: 'Status: Downloaded newer image for alpine' }
const full = { errorDetail: { message: 'no space left on device' }, error: 'no space left' }

describe('steps', () => {
  test('are what the engine says, unknown fields too', () => {
    const built = { aux: { ID: 'sha256:1' }, stream: 'Step 1/2\n', future: true }
    expect([pulling, built].map(stepOf)).toEqual([pulling, built])
  })

  test("an error line is refused with the engine's text", () => {
    for (const [line, engineMessage] of [
      [full, 'no space left on device'],
      [{ error: 'denied' }, 'denied'],
      [{ errorDetail: { code: 1 } }, 'the engine reported an error without a text'],
      [{ error: { text: 'odd' } }, 'the engine reported an error without a text'],
    ] as const)
      expect(() => stepOf(line)).toThrow(expect.objectContaining({ code: 'STREAM_FAILED', details: { engineMessage } }))
  })

  test('an empty error is none', () => {
    const step = { error: '', errorDetail: null }
    expect(stepOf(step)).toBe(step)
  })
})

describe('the steps of a call', () => {
  const about = { operation: 'ImageCreate', target: 'alpine' }

  test('are told one by one, and the last one is what remains', async () => {
    const told: unknown[] = []
    expect(await follow(new Source([pulling, pulled]), about, (step) => told.push(step))).toEqual(pulled)
    expect(told).toEqual([pulling, pulled])
  })

  test('end at an error line, with the code of a refusal, and close the source', async () => {
    const source = new Source([pulling, { error: 'something odd' }, pulled])
    const error = await rejection(follow(source, about))
    expect(MooringError.is(error, 'STREAM_FAILED') && error.operation).toBe('ImageCreate')
    expect(source.closed).toBe(1)
    expect(MooringError.is(await rejection(follow(new Source([full]), about)), 'STREAM_FAILED')).toBe(false)
  })
})
