import type { Refused } from '../../../docker-words/refused.js'
import type { Ref } from '../../../engine/ref.js'
import type { EndpointOn, EndpointOptions } from '../../../docker-words/endpoint.js'
import type { ModalSetter, NetMode, openTo, refusals } from './net-modes.js'

type Rules = typeof refusals

/**
 * What a setter takes: its value while a mode that it goes with is still open, else the sentence of the mode that
 * is in the way. It reads the builder's one type parameter, so that `let b = ...; if (x) b = b.publish(80)` compiles.
 */
export type Given<Mode extends NetMode, Setter extends ModalSetter, Value> = [
  Mode & (typeof openTo)[Setter][number],
] extends [never]
  ? Refused<Extract<Rules[Setter][Mode & keyof Rules[Setter]], string>>
  : Value

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

type NetSentence<Mode extends NetMode> = [NotShared] extends [Mode] ? Rules['net']['notShared'] : Rules['net'][Mode]

/** Which targets a builder in a given mode still takes: those of a mode that is open. */
export type NetIn<Mode extends NetMode, Target> = [ModeOf<Target> & Mode] extends [never]
  ? Refused<NetSentence<Mode>>
  : unknown

type EndpointIn<Mode extends NetMode> = Mode extends keyof Rules['endpoint']
  ? { readonly [Option in keyof EndpointOptions]?: Refused<Rules['endpoint'][Mode]> | undefined }
  : unknown

/**
 * What may be said about the endpoint that a target gives. The options stand first and as they are:
 * the compiler does not infer a literal through a lookup.
 */
export type EndpointFor<Target, Address extends string, Mac extends string, Alias extends string> = EndpointOn<
  Target,
  Address,
  Mac,
  Alias
> &
  EndpointIn<ModeOf<Target>>
