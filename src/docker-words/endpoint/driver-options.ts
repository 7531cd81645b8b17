import { conflict } from '../../errors/conflict.js'
import { quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { pairsOf } from '../labels.js'

/** The driver's option for the name of an interface. Engine 28 and newer. */
export const ifnameOption = 'com.docker.network.endpoint.ifname'
/** The driver's option for the kernel settings of an interface. Engine 27 and newer. */
export const sysctlsOption = 'com.docker.network.endpoint.sysctls'

/** Options that the parts of an engine hand to each other: what is said here is lost, or no endpoint can be made. */
const ofTheEngine = new Map([
  ['com.docker.network.endpoint.macaddress', 'give the address as mac'],
  ['com.docker.network.endpoint.exposedports', 'say .expose() of the container'],
  ['com.docker.network.portmap', 'say .publish() of the container'],
])

/** What is said when two endpoints of one container ask for one name. */
export const sameInterface = 'each interface of a container has a name of its own: choose another'

/** What of an endpoint goes to its driver. */
export interface DriverSettings {
  readonly interface?: string | undefined
  readonly sysctls?: Readonly<Record<string, string>> | undefined
  readonly driverOpts?: Readonly<Record<string, string>> | undefined
}

/** The options of the driver, as the engine wants them. */
export function toDriverOpts({ driverOpts = {}, interface: name, sysctls }: DriverSettings): Record<string, string> {
  if (name !== undefined) checkInterface(name)
  const settings = pairsOf('sysctls', sysctls ?? {}).map(([key, value]) => `${checkSysctl(key)}=${checkSetting(value)}`)
  const given = checkDriverOpts(driverOpts)
  if (name !== undefined) refuseTwice('interface', given, ifnameOption)
  if (settings.length > 0) refuseTwice('sysctls', given, sysctlsOption)
  return {
    ...given,
    ...(name !== undefined && { [ifnameOption]: name }),
    ...(settings.length > 0 && { [sysctlsOption]: settings.join(',') }),
  }
}

/** One of the two would be lost. */
function refuseTwice(option: string, given: Readonly<Record<string, string>>, key: string): void {
  if (Object.hasOwn(given, key))
    throw conflict(option, `driverOpts ${quoted(key)}`, 'they are one setting: say it once')
}

/** The same read back; what cannot be told apart stays an option of the driver. */
export function fromDriverOpts(given: Readonly<Record<string, string>>): DriverSettings {
  const { [ifnameOption]: name, [sysctlsOption]: settings, ...others } = given
  const pairs = (settings ?? '').split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  const areRead = pairs.every(([key, value]) => sysctlForm.test(key) && settingForm.test(value))
  const driverOpts = {
    ...others,
    ...(name !== undefined && !isInterface(name) && { [ifnameOption]: name }),
    ...(settings !== undefined && !areRead && { [sysctlsOption]: settings }),
  }
  return {
    ...(name !== undefined && isInterface(name) && { interface: name }),
    ...(settings !== undefined && areRead && { sysctls: Object.fromEntries(pairs) }),
    ...(Object.keys(driverOpts).length > 0 && { driverOpts }),
  }
}

/** Loopback, and the kernel's words for the settings of all interfaces, which it gives to none. */
const takenNames = ['lo', 'all', 'default']

function isInterface(name: string): boolean {
  return !takenNames.includes(name) && /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/.test(name)
}

function checkInterface(name: unknown): void {
  if (typeof name === 'string' && isInterface(name)) return
  const hint = 'an interface name has at most 15 letters, digits, "_", "-" and ".", and is not lo, all or default'
  throw invalidArgument('interface', name, hint)
}

function checkDriverOpts(options: Readonly<Record<string, unknown>>): Record<string, string> {
  for (const [key, value] of pairsOf('driverOpts', options)) {
    if (typeof value !== 'string') throw invalidArgument(`driverOpts ${quoted(key)}`, value, 'give a text')
    // said here, too, they are checked as their own options are
    if (key === ifnameOption) checkInterface(value)
    const why = ofTheEngine.get(key)
    if (why !== undefined)
      throw invalidArgument('driverOpts', key, why, `the option ${key} is not sent: engines set it themselves`)
  }
  return options as Record<string, string> // the loop has looked
}

/** A comma would begin another setting. */
const settingForm = /^[^,\s]+$/
const sysctlForm = /^net\.(ipv4|ipv6|mpls)\.[A-Za-z0-9_]+\.IFNAME\.[A-Za-z0-9_]+$/

function checkSetting(value: unknown): string {
  if (typeof value === 'string' && settingForm.test(value)) return value
  throw invalidArgument('sysctls', value, "give a text without commas or spaces, such as '1'")
}

function checkSysctl(key: string): string {
  if (sysctlForm.test(key)) return key
  const named = /^(net\.(?:ipv4|ipv6|mpls)\.[A-Za-z0-9_]+\.)[^.]+(\.[A-Za-z0-9_]+)$/.exec(key)
  const form = 'write it like net.ipv4.conf.IFNAME.log_martians'
  throw invalidArgument(
    'sysctls',
    key,
    named === null ? form : `write IFNAME for the interface: ${named[1]}IFNAME${named[2]}`,
  )
}
