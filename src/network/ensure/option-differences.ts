import type { Difference } from '../../errors/codes.js'
import { goBoolean } from '../go-boolean.js'

type Options = Readonly<Record<string, string>>

const bridge = 'com.docker.network.bridge'

/** What engines do when an option is not given: asking for that is asking for nothing. */
const defaults: Readonly<Record<string, string>> = {
  'com.docker.network.driver.mtu': '0',
  'com.docker.network.advertise_addr_nmsgs': '3',
  'com.docker.network.advertise_addr_ms': '1000',
  [`${bridge}.enable_icc`]: 'true',
  [`${bridge}.enable_ip_masquerade`]: 'true',
  [`${bridge}.inhibit_ipv4`]: 'false',
  [`${bridge}.host_binding_ipv4`]: '0.0.0.0',
  [`${bridge}.gateway_mode_ipv4`]: 'nat',
  [`${bridge}.gateway_mode_ipv6`]: 'nat',
  [`${bridge}.trusted_host_interfaces`]: '',
  'com.docker.network.container_iface_prefix': 'eth',
  macvlan_mode: 'bridge',
  ipvlan_mode: 'l2',
  ipvlan_flag: 'bridge',
}

/** Options that engines read as true or false, in any of Go's spellings. */
const flags: ReadonlySet<string> = new Set([
  `${bridge}.enable_icc`,
  `${bridge}.enable_ip_masquerade`,
  `${bridge}.inhibit_ipv4`,
])

const vxlanKey = 'com.docker.network.driver.overlay.vxlanid_list'

/** Options of which engines look only whether they are there. */
const present: ReadonlySet<string> = new Set(['encrypted', 'dsr'])

/** The driver options that a network has otherwise; only those that were asked for are looked at. */
export function optionDifferences(driver: string, wanted: Options, found: Options): Difference[] {
  const isPlain = ['bridge', 'macvlan', 'ipvlan', 'overlay', 'null'].includes(driver)
  return Object.entries(wanted).flatMap(([key, value]) => {
    const has = found[key]
    // a manager writes an identifier for each further subnet behind those that were given
    if (key === vxlanKey && has?.startsWith(`${value},`) === true) return []
    const same = isPlain ? meaning(key, value) === meaning(key, has) : value === has
    return same ? [] : [{ field: `Options.${key}`, wanted: value, found: has }]
  })
}

/** What an option means to the engine: undefined for an unknown one that is not there. */
function meaning(key: string, value: string | undefined): string | undefined {
  if (present.has(key)) return value === undefined ? 'absent' : 'present'
  const said = value ?? defaults[key]
  if (said === undefined) return undefined
  if (flags.has(key)) return `${goBoolean(said) ?? said}`
  if (/^\d+$/.test(said)) return `${BigInt(said)}`
  if (key.endsWith('trusted_host_interfaces')) return said.split(':').filter(Boolean).sort().join(':')
  return said
}
