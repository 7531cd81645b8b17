import { bridgeOptions } from './bridge.js'
import { configOnlyOptions } from './config-only.js'
import { ipvlanOptions } from './ipvlan.js'
import { macvlanOptions } from './macvlan.js'
import type { DriverOption } from './option.js'
import { overlayOptions } from './overlay.js'

// One row for each kind of network: what its driver does with a pool, and the options it has. To add a driver, write its
// file with the interface of its setters and their rows, a row here, its builder in network-builder.ts, and its method in
// networks.ts.

/** What mooring knows of a driver. */
export interface DriverRow {
  /** How a sentence names a network of it. */
  readonly called: string
  /** Whether it takes a gateway address that nobody asked for. */
  readonly takesGateway: boolean
  /** Whether it takes one subnet of each address family at most. */
  readonly oneSubnetPerFamily: boolean
  /** By the setters of its builder. */
  readonly options: Readonly<Record<string, DriverOption>>
}

/** The networks with a builder of their own; `configOnly` holds settings for others, `other` is any driver. */
export const drivers = {
  bridge: { called: 'a bridge', takesGateway: true, oneSubnetPerFamily: true, options: bridgeOptions },
  macvlan: { called: 'a macvlan network', takesGateway: false, oneSubnetPerFamily: false, options: macvlanOptions },
  ipvlan: { called: 'an ipvlan network', takesGateway: false, oneSubnetPerFamily: false, options: ipvlanOptions },
  overlay: { called: 'an overlay', takesGateway: false, oneSubnetPerFamily: false, options: overlayOptions },
  configOnly: {
    called: 'a configuration',
    takesGateway: false,
    oneSubnetPerFamily: false,
    options: configOnlyOptions,
  },
  other: { called: 'a network of a plugin', takesGateway: false, oneSubnetPerFamily: false, options: {} },
} as const satisfies Readonly<Record<string, DriverRow>>

/** The kinds of networks that have a builder. */
export type DriverKind = keyof typeof drivers
/** Those that a network has, which a configuration is not. */
export type NetworkKind = Exclude<DriverKind, 'configOnly'>

/** The drivers that are built into every engine. */
const builtIn = ['bridge', 'macvlan', 'ipvlan', 'overlay'] as const

/** The row of what an engine calls a driver; undefined stands for a configuration. */
export function kindOf(driver: string): NetworkKind
export function kindOf(driver: string | undefined): DriverKind
export function kindOf(driver: string | undefined): DriverKind {
  return driver === undefined ? 'configOnly' : (builtIn.find((one) => one === driver) ?? 'other')
}

/** An option that some driver has. */
export interface KnownOption extends Pick<DriverOption, 'text' | 'unset' | 'since' | 'valuesSince'> {
  readonly setter: string
  readonly key: string
}

/** The options of a kind of network, by their keys. A configuration may hold those of any driver. */
export function optionsOf(kind: DriverKind): ReadonlyMap<string, KnownOption> {
  return byKey[kind]
}

const byKey: Readonly<Record<DriverKind, ReadonlyMap<string, KnownOption>>> = {
  bridge: keysOf('bridge'),
  macvlan: keysOf('macvlan'),
  ipvlan: keysOf('ipvlan'),
  overlay: keysOf('overlay'),
  configOnly: new Map([...builtIn, 'configOnly' as const].flatMap((kind) => [...keysOf(kind)])),
  other: new Map(),
}

function keysOf(kind: DriverKind): ReadonlyMap<string, KnownOption> {
  const options: DriverRow['options'] = drivers[kind].options
  return new Map(
    Object.entries(options).flatMap(([setter, row]) =>
      row.wire.map((key): [string, KnownOption] => [key, { ...row, setter, key }]),
    ),
  )
}

/** How sentences name the drivers that have an option. */
export function driversWith(key: string): readonly string[] {
  return builtIn.filter((kind) => byKey[kind].has(key))
}
