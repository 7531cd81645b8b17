import { describe } from 'vitest'
import { labEngineNames, type LabEngineName } from '../lab/lab.js'

/**
 * Describes something on each engine of the lab; `%s` in the title is its name. The engines work side by side, for most of
 * the time is theirs, and the tests on one engine one after the other.
 */
export function onEachEngine(title: string, tests: (engineName: LabEngineName) => void): void {
  for (const engineName of labEngineNames)
    describe.concurrent(title.replace('%s', engineName), () => {
      describe('in turn', { concurrent: false }, () => tests(engineName))
    })
}
