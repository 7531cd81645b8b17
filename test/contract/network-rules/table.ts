import { rulesOfAddresses } from './of-addresses.js'
import { rulesOfEndpoints } from './of-endpoints.js'
import { rulesOfModes } from './of-modes.js'
import { rulesOfNames } from './of-names.js'
import { rulesOfOptions } from './of-options.js'
import type { Rule } from './rule.js'

/** The rules, in the chapters of their page. */
export const chapters: Readonly<Record<string, readonly Rule[]>> = {
  'Names, drivers, scopes and configurations': rulesOfNames,
  'Pools and addresses': rulesOfAddresses,
  'Options and ports': rulesOfOptions,
  'Connecting, detaching, removing, and endpoints': rulesOfEndpoints,
  'The mode of a container, and its start': rulesOfModes,
}

export const allRules: readonly Rule[] = Object.values(chapters).flat()

/** The test of the rows with `breaks`: on every engine, watching the socket. */
export const rulesTest = { file: 'test/engine/network/rules.test.ts', title: 'is refused before a byte is sent' }
