import { describe, expect, it } from 'vitest'
import { Progress, type StepBytes } from '../../../src/image/progress.js'
import type { Step } from '../../../src/stream/decoders/steps.js'

const layer = (id: string, status: string, current?: number, total?: number): Step => ({
  id,
  status,
  progressDetail: current === undefined ? {} : { current, total },
})

/** What is told after each of these steps. */
function told(...steps: readonly Step[]): readonly StepBytes[] {
  const progress = new Progress()
  return steps.map((step) => progress.after(step))
}

describe('the bytes of a work', () => {
  it('are the sum of the layers that the engine has told the size of', () => {
    expect(
      told(
        { status: 'Pulling from app', id: '1' },
        layer('a', 'Pulling fs layer'),
        layer('b', 'Pulling fs layer'),
        layer('a', 'Downloading', 10, 100),
        layer('b', 'Downloading', 5, 50),
        layer('a', 'Downloading', 100, 100),
      ),
    ).toEqual([
      { done: 0, total: 0 },
      { done: 0, total: 0 },
      { done: 0, total: 0 },
      { done: 10, total: 100 },
      { done: 15, total: 150 },
      { done: 105, total: 150 },
    ])
  })

  it('of a layer are all there when it is complete, though the last number is left out', () => {
    expect(told(layer('a', 'Downloading', 10, 100), layer('a', 'Download complete')).at(-1)).toEqual({
      done: 100,
      total: 100,
    })
    expect(told(layer('a', 'Pushing', 10, 100), layer('a', 'Pushed')).at(-1)).toEqual({ done: 100, total: 100 })
  })

  it('do not count what is unpacked, what was there before, and what is no bytes', () => {
    const none = { done: 0, total: 0 }
    expect(told(layer('a', 'Extracting', 10, 100), layer('b', 'Already exists'))).toEqual([none, none])
    expect(told(layer('a', 'Layer already exists'), layer('b', 'Mounted from lab/busybox'))).toEqual([none, none])
    expect(told({ id: 'a', status: 'Downloading', progressDetail: { current: 3, units: 's' } })).toEqual([none])
  })

  it('never fall when a layer is tried again', () => {
    const again = [
      layer('a', 'Downloading', 80, 100),
      layer('a', 'Retrying in 1 second'),
      layer('a', 'Downloading', 1, 100),
      layer('a', 'Downloading', 90, 100),
    ]
    expect(told(...again).map(({ done }) => done)).toEqual([80, 80, 80, 90])
  })

  it('are never more than foretold: what is more raises the total', () => {
    expect(told(layer('a', 'Pushing', 512, 1000), layer('a', 'Pushing', 2560, 1000))).toEqual([
      { done: 512, total: 1000 },
      { done: 2560, total: 2560 },
    ])
  })

  it('of a layer whose size is unknown are those that came', () => {
    expect(told(layer('a', 'Downloading', 7, -1), layer('a', 'Downloading', 9, 0))).toEqual([
      { done: 7, total: 7 },
      { done: 9, total: 9 },
    ])
    expect(told({ id: 'a', status: 'Downloading' }, { stream: 'Step 1/2' })).toEqual([
      { done: 0, total: 0 },
      { done: 0, total: 0 },
    ])
  })
})
