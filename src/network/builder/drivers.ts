import { checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'

// One row for each kind of network: what its driver does with a pool, and the options it has. To add a driver, write the
// interface of its setters, a row here, its builder in network-builder.ts, and its method in networks.ts.

/** Who may talk on one parent: `bridge` all its containers, `private` none, `vepa` by way of the switch, `passthru` one alone. */
export type MacvlanMode = (typeof macvlanModes)[number]
const macvlanModes = ['bridge', 'private', 'vepa', 'passthru'] as const

/** What can be said of a macvlan network besides what every network has. */
export interface MacvlanSetters {
  /**
   * The interface of the engine's host that leads to the LAN; `eth0.10` for VLAN 10 of it.
   *
   * CLI `-o parent=` · wire `Options.parent`
   */
  parent(parent: string): this
  /**
   * How containers on one parent reach each other; engines take `bridge` when nothing is said.
   *
   * CLI `-o macvlan_mode=` · wire `Options.macvlan_mode`
   */
  mode(mode: MacvlanMode): this
}

/** One option of a driver: its name on the wire, and what it may be. */
export interface DriverOption<Value> {
  readonly wire: string
  /** Gives the option as text. @throws UsageError INVALID_ARGUMENT */
  readonly write: (value: Value) => string
}

/** A row for each setter: one that is missing does not compile, and neither does one too many. */
type OptionsOf<Setters> = {
  readonly [Name in keyof Setters]: DriverOption<Setters[Name] extends (value: infer Value) => unknown ? Value : never>
}

/** What mooring knows of a driver. */
export interface DriverRow<Setters = object> {
  /** Whether it takes a gateway address that nobody asked for. */
  readonly takesGateway: boolean
  /** Whether it takes one subnet of each address family at most. */
  readonly oneSubnetPerFamily: boolean
  readonly options: OptionsOf<Setters>
}

function row<Setters>(driver: DriverRow<Setters>): DriverRow<Setters> {
  return driver
}

/** The drivers with a builder of their own; `other` is any, plugins included. */
export const drivers = {
  bridge: row({ takesGateway: true, oneSubnetPerFamily: true, options: {} }),
  macvlan: row<MacvlanSetters>({
    takesGateway: false,
    oneSubnetPerFamily: false,
    options: {
      parent: { wire: 'parent', write: checkParent },
      mode: { wire: 'macvlan_mode', write: (mode) => checkWord('mode', mode, macvlanModes) },
    },
  }),
  other: row({ takesGateway: false, oneSubnetPerFamily: false, options: {} }),
} as const

/** The kinds of networks that have a builder. */
export type DriverKind = keyof typeof drivers

function checkParent(parent: string): string {
  if (typeof parent === 'string' && /^[^\s/:]{1,15}$/.test(parent) && parent !== 'lo') return parent
  const hint = "give the name of an interface on the engine's host, such as eth0; loopback cannot be one"
  throw invalidArgument('parent', parent, hint, `${quoted(parent)} cannot be the parent of a macvlan network`)
}
