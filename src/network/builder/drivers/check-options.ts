import { checkTexts } from '../../../docker-words/labels.js'
import { nearest } from '../../../engine/call/nearest.js'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { UsageError } from '../../../errors/usage.js'
import { drivers, driversWith, kindOf, optionsOf, type DriverKind } from './drivers.js'
import { refusedText } from './option-text.js'

/** Options that engines take of anybody, and what comes of them. */
const harmful = new Map(
  Object.entries({
    'com.docker.network.bridge.default_bridge':
      "it belongs to the engine's own bridge: the new network would take the addresses of docker0",
    'com.docker.network.internal': 'it is between the parts of the engine: say .internal()',
    'com.docker.network.generic': 'it is between the parts of the engine: give each option by its own name',
    'com.docker.network.driver.private.no_proxy_6to4': 'it is between the parts of the engine, and may go',
    'com.docker.network.enable_ipv4': 'it is for the defaults of an engine: say .ipv4(false)',
    'com.docker.network.enable_ipv6': 'it is for the defaults of an engine: say .ipv6()',
  }),
)

/** Refuses what is not text: engines refuse numbers and lose null. */
export function checkOptionTexts(given: Readonly<Record<string, unknown>>): Record<string, string> {
  return checkTexts('option', given, 'driver option')
}

/**
 * Refuses an option that the driver does not have, and a value that it cannot have: engines take any option, and ignore
 * what they do not know. What plugins take is their affair.
 *
 * @param driver as the engine knows it; undefined for a configuration, which may hold the options of any driver
 * @throws UsageError INVALID_ARGUMENT for a value, UNKNOWN_OPTION with the nearest one for a key
 */
export function checkDriverOption(driver: string | undefined, key: string, value: string): void {
  const kind = kindOf(driver)
  if (kind === 'other') return
  checkOptionValue(driver, key, value)
  if (!optionsOf(kind).has(key)) throw unknownKey(kind, key)
}

/** The same of a body that was written by hand, whose keys may be newer than mooring. R56, R57 and R59. */
export function checkOptionValue(driver: string | undefined, key: string, value: string): void {
  const kind = kindOf(driver)
  if (kind === 'other') return
  const why = harmful.get(key)
  if (why !== undefined) throw invalidArgument('option', key, 'leave it out', `the option ${key} is not sent: ${why}`)
  const known = optionsOf(kind).get(key)
  if (known !== undefined && !known.text.fits(value)) throw refusedText(`the option ${key}`, value, known.text)
}

function unknownKey(kind: DriverKind, key: string): UsageError<'UNKNOWN_OPTION'> {
  const { called } = drivers[kind]
  const others = driversWith(key)
  const close = others.length > 0 ? undefined : nearestKey(kind, key)
  return new UsageError('UNKNOWN_OPTION', {
    message: `${called} has no option ${quoted(key)}, and engines would ignore it`,
    details: { option: key, nearest: close?.key },
    hint:
      close !== undefined
        ? `did you mean ${quoted(close.key)}? The setter is .${close.setter}()`
        : others.length > 0
          ? `it is an option of ${others.join(' and ')}`
          : `it has: ${[...optionsOf(kind).keys()].join(', ')}; one that is newer than mooring goes with .raw()`,
  })
}

/** The option that is meant by a misspelt key, by its last part, or by the name of its setter. */
function nearestKey(kind: DriverKind, key: string): { readonly key: string; readonly setter: string } | undefined {
  const all = [...optionsOf(kind).values()]
  const names = new Map(
    all.flatMap((option) => [option.setter, lastPart(option.key), option.key].map((name) => [name, option])),
  )
  const word = nearest(key, names.keys()) ?? nearest(lastPart(key), names.keys())
  return word === undefined ? undefined : names.get(word)
}

function lastPart(key: string): string {
  return key.split('.').at(-1) ?? key
}
