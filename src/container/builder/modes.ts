import type { Refused, RefusedBy } from '../../engine/refused.js'
import type { Ref } from '../../engine/ref.js'
import type { EndpointOptions } from '../../network/endpoint.js'
import type { sentences } from '../../network/rules.js'
import type { NetMode, refusals } from './rules.js'
import type { PortText } from './ports.js'

type Rules = typeof refusals

// Each table says what a setter takes in each mode. They are looked up by the builder's one type parameter,
// so that `let b = ...; if (x) b = b.publish(80)` keeps compiling.

export type PublishIn<Text extends string> = { own: PortText<Text> | number } & RefusedBy<Rules['publish']>
export type ExposeIn = { own: string | number; host: string | number; none: string | number } & RefusedBy<Rules['expose']>
export type HostnameIn = { own: string; host: string; none: string } & RefusedBy<Rules['hostname']>
export type DnsIn = { own: string; host: string; none: string } & RefusedBy<Rules['dns']>
export type AddHostIn = { own: string; host: string; none: string } & RefusedBy<Rules['addHost']>

/** The modes that are left after a setter which does not go with container mode. */
export type NotShared = 'own' | 'host' | 'none'

/** What `net()` takes: a network's name or handle, `host`, `none`, `container:<name>` or a container's handle. */
export type NetTarget = string | Ref<'network'> | Ref<'container'>

/** The mode a target stands for. A plain `string` is taken for a network, and looked at when the program runs. */
export type ModeOf<Target> = Target extends 'host'
  ? 'host'
  : Target extends 'none'
    ? 'none'
    : Target extends `container:${string}` | Ref<'container'>
      ? 'shared'
      : 'own'

type Taken<Mine extends NetMode> = { readonly [Mode in NetMode]: Mode extends Mine ? unknown : Refused<Rules['net'][Mine]> }

/** Which targets a builder in a given mode still takes: the mode it has, once more. */
export interface NetIn {
  own: Taken<'own'>
  host: Taken<'host'>
  none: Taken<'none'>
  shared: Taken<'shared'>
}

interface BridgeEndpoint {
  readonly alias?: Refused<(typeof sentences)['bridgeAlias']>
  readonly ip?: Refused<(typeof sentences)['bridgeIp']>
  readonly ip6?: Refused<(typeof sentences)['bridgeIp']>
}

type EndpointInMode<Address extends string, Mac extends string> = { own: EndpointOptions<Address, Mac> } & RefusedBy<Rules['endpoint']>

/** What may be said about the endpoint that a target gives. */
export type EndpointFor<Target, Address extends string, Mac extends string> = Target extends 'bridge' | 'default'
  ? Omit<EndpointOptions<Address, Mac>, keyof BridgeEndpoint> & BridgeEndpoint
  : EndpointInMode<Address, Mac>[ModeOf<Target>]
