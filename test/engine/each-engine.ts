import { describe } from 'vitest'
import { labEngineNames, type LabEngineName } from '../lab/lab.js'

/** Describes something on each engine of the lab; `%s` in the title is its name. */
export function onEachEngine(title: string, tests: (engineName: LabEngineName) => void): void {
  sideBySide(labEngineNames, title, tests)
}

/**
 * Describes the same thing of several engines; `%s` in the title is which. The engines work side by side, for most of the
 * time is theirs, and the tests on one engine one after the other.
 */
export function sideBySide<const Name extends string>(
  names: readonly Name[],
  title: string,
  tests: (name: Name) => void,
): void {
  for (const name of names)
    describe.concurrent(title.replace('%s', name), () => {
      describe('in turn', { concurrent: false }, () => tests(name))
    })
}
