import { wire } from '../../engine/wire/wire.js'

/** What an event happened to. */
export interface EventActor {
  /** The id, or the name for what has no id. `''` for a prune. */
  readonly ID: string
  /** The name and other facts; labels of containers and images are mixed in. */
  readonly Attributes?: Readonly<Record<string, string>> | null | undefined
}

export const eventActor = wire<EventActor>('EventActor', (z) =>
  z.object({
    ID: z.string(),
    Attributes: z.nullish(z.record(z.string())),
  }),
)

/** One event, as the engine sends it. The types of `EngineEvent` say more about each kind. */
export interface EventMessage {
  /** The kind of thing it happened to: `container`, `network`. */
  readonly Type: string
  /** What happened: `create`, `die`. */
  readonly Action: string
  /** What it happened to. */
  readonly Actor: EventActor
  /** `local`, or `swarm` for what the cluster says. */
  readonly scope?: string | undefined
  /** Seconds since 1970, by the engine's clock. */
  readonly time: number
  /** Nanoseconds since 1970, by the engine's clock. */
  readonly timeNano: bigint
}

export const eventMessage = wire<EventMessage>('EventMessage', (z) =>
  z.object({
    Type: z.string(),
    Action: z.string(),
    Actor: eventActor,
    scope: z.optional(z.string()),
    time: z.integer(),
    timeNano: z.bigint(),
  }),
)
