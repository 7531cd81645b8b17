import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { setDeadline } from '../../../src/time/deadlines.js'

/** Deadlines that write down their names when they pass. */
function noted(): { readonly passed: string[]; readonly named: (name: string) => { passDeadline: () => void } } {
  const passed: string[] = []
  return { passed, named: (name) => ({ passDeadline: () => void passed.push(name) }) }
}

test('deadlines of one length pass in the order in which they were set, and none too early', async () => {
  const { passed, named } = noted()
  setDeadline(named('first'), 50)
  await pause(30)
  setDeadline(named('second'), 50)
  await pause(30)
  expect(passed).toEqual(['first'])
  await pause(60)
  expect(passed).toEqual(['first', 'second'])
})

test('one that was taken back does not pass, wherever it stood', async () => {
  const { passed, named } = noted()
  const set = ['a', 'b', 'c', 'd'].map((name) => setDeadline(named(name), 40))
  set[0]?.clear()
  set[2]?.clear()
  set[3]?.clear()
  await pause(80)
  expect(passed).toEqual(['b'])
})

test('taking back what has passed, or was taken back, changes nothing', async () => {
  const { passed, named } = noted()
  const early = setDeadline(named('early'), 20)
  await pause(50)
  const later = setDeadline(named('later'), 20)
  const gone = setDeadline(named('gone'), 20)
  gone.clear()
  gone.clear()
  early.clear()
  await pause(50)
  later.clear()
  expect(passed).toEqual(['early', 'later'])
})

test('one that sets another of its length while it passes does not lose it', async () => {
  const passed: string[] = []
  setDeadline(
    {
      passDeadline: () => {
        passed.push('outer')
        setDeadline({ passDeadline: () => void passed.push('inner') }, 20)
      },
    },
    20,
  )
  await pause(100)
  expect(passed).toEqual(['outer', 'inner'])
})

test('a shorter one passes before a longer one that was set earlier', async () => {
  const { passed, named } = noted()
  setDeadline(named('long'), 60)
  setDeadline(named('short'), 20)
  await pause(100)
  expect(passed).toEqual(['short', 'long'])
})

test('one that sets another while it passes holds no third one up', async () => {
  const { passed, named } = noted()
  setDeadline({ passDeadline: () => void setDeadline(named('new'), 40) }, 40)
  await pause(20)
  setDeadline(named('third'), 40)
  await pause(50)
  expect(passed).toEqual(['third'])
  await pause(40)
  expect(passed).toEqual(['third', 'new'])
})

test('one that takes back another of the same moment is the last to pass', async () => {
  const { passed, named } = noted()
  const first = setDeadline({ passDeadline: () => second.clear() }, 30)
  const second = setDeadline(named('second'), 30)
  await pause(60)
  first.clear()
  expect(passed).toEqual([])
})

test('none passes before its time by the clock, also when the turn that sets it takes long', async () => {
  const early: number[] = []
  for (let round = 0; round < 20; round++) {
    const end = performance.now() + 8
    while (performance.now() < end - 4);
    const began = performance.now()
    const wanted = 10.5 + round / 40
    await new Promise<void>((resolve) => setDeadline({ passDeadline: resolve }, wanted))
    const passed = performance.now() - began
    if (passed < wanted) early.push(wanted - passed)
  }
  expect(early).toEqual([])
})
