import { spawnSync } from 'node:child_process'
import { readEngine, type LabEngine } from './engine.js'
import { labEngineNames, type LabEngineName, type LabHostName } from './names.js'
import { runScript } from './place.js'
import { startThrowAway, type ThrowAwayEngine, type ThrowAwaySettings } from './throw-away.js'

export { labCapabilities, type LabCapabilities } from './capabilities.js'
export type { LabEngine } from './engine.js'
export { labEngineNames, labHostNames, type LabEngineName, type LabHostName } from './names.js'
export type { ProgramResult } from './program.js'
export type { ThrowAwayEngine, ThrowAwaySettings } from './throw-away.js'

export interface Lab {
  /** Whether this machine can have one: Linux, root, Debian's package tools, and the right to make namespaces. */
  canRun(): boolean
  /** Brings up what is not up. */
  up(): Promise<void>
  /** Ends everything; roots and images stay cached. */
  down(): Promise<void>
  isUp(): Promise<boolean>
  /** One engine of each version. */
  engines(): Promise<readonly LabEngine[]>
  hosts(): Promise<readonly [a: LabEngine, b: LabEngine]>
  engine(name: LabEngineName | LabHostName): Promise<LabEngine>
  /**
   * Starts an engine for one test, on a machine of its own; end it with `remove()` or `await using`.
   * The name (1 to 10 lower-case letters, digits, dashes) must be nobody else's.
   */
  start(name: string, settings: ThrowAwaySettings): Promise<ThrowAwayEngine>
}

const needs = [
  ['apt-get', '--version'],
  ['dpkg-deb', '--version'],
  ['unshare', '--mount', '--net', '--pid', '--fork', 'true'],
] as const

export const lab: Lab = {
  canRun: () =>
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    needs.every(([program, ...args]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0),
  up: () => runScript('lab.sh', 'up'),
  down: () => runScript('lab.sh', 'down'),
  isUp: () =>
    runScript('lab.sh', 'status').then(
      () => true,
      () => false,
    ),
  engines: () => Promise.all(labEngineNames.map(readEngine)),
  hosts: () => Promise.all([readEngine('a'), readEngine('b')]),
  engine: readEngine,
  start: startThrowAway,
}
