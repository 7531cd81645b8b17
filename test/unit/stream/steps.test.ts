import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { steps } from '../../../src/stream/decoders/steps.js'
import { gather, rejection, Source } from './source.js'

const pulling = { status: 'Downloading', id: 'a1b2', progressDetail: { current: 1, total: 2 }, progress: '[=> ]' }
const pulled = { status: 'Status: Downloaded newer image for alpine' }
const full = { errorDetail: { message: 'no space left on device' }, error: 'no space left' }

describe('steps', () => {
  test('are what the engine says, unknown fields too', async () => {
    const built = { aux: { ID: 'sha256:1' }, stream: 'Step 1/2\n', future: true }
    expect(await gather(steps(new Source([pulling, built])))).toEqual([pulling, built])
  })

  test("an error line rejects with the engine's text and closes the source", async () => {
    for (const [line, engineMessage] of [
      [full, 'no space left on device'],
      [{ error: 'denied' }, 'denied'],
      [{ errorDetail: { code: 1 } }, 'the engine reported an error without a text'],
      [{ error: { text: 'odd' } }, 'the engine reported an error without a text'],
    ] as const) {
      const source = new Source<unknown>([pulling, line, pulled])
      const items = steps(source)
      await items.next()
      const error = await rejection(items.next())
      expect(MooringError.is(error, 'STREAM_FAILED') && error.details).toEqual({ engineMessage })
      expect(source.closed).toBe(1)
    }
  })

  test('an empty error is none', async () => {
    expect(await gather(steps(new Source([{ error: '', errorDetail: null }])))).toHaveLength(1)
  })

  test('what is no object is REPLY_MISMATCH', async () => {
    for (const value of [1, 'x', null, []]) {
      expect(MooringError.is(await rejection(gather(steps(new Source<unknown>([value])))), 'REPLY_MISMATCH')).toBe(true)
    }
  })
})
