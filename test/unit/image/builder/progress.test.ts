import { describe, expect, it } from 'vitest'
import { BuildFollower, type BuildProgress } from '../../../../src/image/builder/progress.js'

function follow(...streams: readonly string[]): readonly [BuildFollower, BuildProgress | undefined] {
  const follower = new BuildFollower()
  let last: BuildProgress | undefined
  for (const stream of streams) last = follower.see({ stream })
  return [follower, last]
}

describe('how far a build is', () => {
  it('is nowhere before the first instruction', () => {
    const [, progress] = follow('warning: ')
    expect(progress).toEqual({ step: 0, steps: 0, instruction: undefined, imageId: undefined })
  })

  it('follows the numbers of the instructions', () => {
    const [, progress] = follow('Step 1/2 : FROM a', '\n', ' ---> 0123\n', 'Step 2/2 : RUN a &&     b', '\n')
    expect(progress).toMatchObject({ step: 2, steps: 2, instruction: 'RUN a &&     b' })
  })

  it.each([
    ['Step 3/3 : RUN next', 'a number that is not the next'],
    ['Step 2/9 : RUN next', 'another total'],
    ['say Step 2/3 : RUN next', 'the middle of a line'],
  ])('is not misled by a program that prints %j: %s', (printed) => {
    const [, progress] = follow('Step 1/3 : RUN fake', '\n', printed)
    expect(progress).toMatchObject({ step: 1, instruction: 'RUN fake' })
  })

  it('is not misled by a line that a program has begun', () => {
    const [, progress] = follow('Step 1/3 : RUN fake', '\n', 'and then ', 'Step 2/3 : RUN next')
    expect(progress).toMatchObject({ step: 1 })
  })

  it('tells the image of the last stage', () => {
    const follower = new BuildFollower()
    follower.see({ aux: { ID: 'sha256:1' } })
    follower.see({ aux: { Digest: 'x' } })
    expect(follower.see({ aux: { ID: 'sha256:2' } }).imageId).toBe('sha256:2')
    expect(follower.see({ aux: null }).imageId).toBe('sha256:2')
  })

  it('keeps the last lines of the instruction, without colours and what the engine says between', () => {
    const many = Array.from({ length: 40 }, (_, index) => `line ${index}\n`).join('')
    const [follower] = follow(
      'Step 1/2 : RUN a',
      '\n',
      'gone\n',
      'Step 2/2 : RUN b',
      '\n',
      ' ---> Running in 1\n',
      many,
      '\u001b[91mred\r\n\u001b[0m',
      'Removing intermediate container 0123456789ab\n',
    )
    const { lastLines } = follower.soFar
    expect(lastLines).toHaveLength(20)
    expect(lastLines.at(-1)).toBe('red')
    expect(lastLines[0]).toBe('line 21')
  })

  it('keeps no more of a program that prints without end than it tells', () => {
    const [follower] = follow('Step 1/1 : RUN yes', '\n', ...Array.from({ length: 1000 }, () => 'x'.repeat(10_000)))
    expect(follower.soFar.lastLines.join('').length).toBeLessThanOrEqual(8000)
  })
})
