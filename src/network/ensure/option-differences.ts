import type { Difference } from '../../errors/codes.js'
import { toldOption } from '../../errors/describe-value.js'
import { kindOf, optionsOf, type KnownOption } from '../builder/drivers/drivers.js'

type Options = Readonly<Record<string, string>>

const vxlanKey = 'com.docker.network.driver.overlay.vxlanid_list'

/** The driver options that a network has otherwise; only those that were asked for are looked at. */
export function optionDifferences(driver: string, wanted: Options, found: Options): Difference[] {
  // engines call the driver of a configuration so
  const known = optionsOf(kindOf(driver === 'null' ? undefined : driver))
  return Object.entries(wanted).flatMap(([key, value]) => {
    const has = found[key]
    // a manager writes an identifier for each further subnet behind those that were given
    if (key === vxlanKey && has?.startsWith(`${value},`) === true) return []
    const row = known.get(key)
    if (meaning(row, value) === meaning(row, has)) return []
    return [{ field: `Options.${key}`, wanted: toldOption(key, value), found: toldOption(key, has) }]
  })
}

/** What an option says to the engine: undefined for one that is not there, where nothing else says the same. */
function meaning(row: KnownOption | undefined, value: string | undefined): string | undefined {
  const said = value ?? row?.unset
  return said === undefined ? undefined : (row?.text.meaning?.(said) ?? said)
}
