import { wire, type WireOf } from '../../engine/call/wire.js'

export const eventActor = wire('EventActor', (z) =>
  z.object({
    /** The id, or the name for what has no id. `""` for a prune. */
    ID: z.string(),
    /** The name and other facts; labels of containers and images are mixed in. */
    Attributes: z.record(z.string(), z.string()).nullable().optional(),
  }),
)
/** What an event happened to. */
export interface EventActor extends WireOf<typeof eventActor> {}

export const eventMessage = wire('EventMessage', (z) =>
  z.object({
    Type: z.string(),
    Action: z.string(),
    Actor: eventActor.schema(z),
    /** `local`, or `swarm` for what the cluster says. */
    scope: z.string().optional(),
    /** Seconds since 1970, by the engine's clock. */
    time: z.number(),
    /** Nanoseconds since 1970, by the engine's clock. */
    timeNano: z.bigint(),
  }),
)
/** One event, as the engine sends it. The types of `EngineEvent` say more about each kind. */
export interface EventMessage extends WireOf<typeof eventMessage> {}
