import { join } from 'node:path'

// The programs are bundled into test/bench/node_modules/.built, and run there as plain JavaScript: a loader that compiles
// as it goes would be measured with them.
const here = import.meta.dirname

/** Where things are, for a program that was built. */
export const built = {
  stub: join(here, 'stub.js'),
  importOne: join(here, 'import-one.js'),
  memoryOne: join(here, 'memory-one.js'),
  /** What users have of mooring. */
  mooring: join(here, '..', '..', '..', '..', 'dist'),
} as const
