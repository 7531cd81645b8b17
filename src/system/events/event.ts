/**
 * What can happen to each kind of thing, in the engine's words.
 * A newer engine may know more than this table: keep a default branch.
 */
export interface EventActions {
  builder: 'prune'
  config: 'create' | 'update' | 'remove'
  container:
    | 'attach'
    | 'checkpoint'
    | 'commit'
    | 'copy'
    | 'create'
    | 'destroy'
    | 'detach'
    | 'die'
    | 'exec_detach'
    | 'exec_die'
    | 'export'
    | 'kill'
    | 'oom'
    | 'pause'
    | 'prune'
    | 'rename'
    | 'resize'
    | 'restart'
    | 'start'
    | 'stop'
    | 'top'
    | 'unpause'
    | 'update'
    | 'archive-path'
    | 'extract-to-dir'
    /** The command follows: `exec_create: /bin/sh -c true`. */
    | `exec_create: ${string}`
    | `exec_start: ${string}`
    /** `healthy` or `unhealthy` follows. */
    | `health_status: ${string}`
    | 'health_status'
  daemon: 'reload'
  image: 'create' | 'delete' | 'import' | 'load' | 'prune' | 'pull' | 'push' | 'save' | 'tag' | 'untag'
  network: 'connect' | 'create' | 'destroy' | 'disconnect' | 'prune' | 'remove' | 'update'
  node: 'create' | 'remove' | 'update'
  plugin: 'create' | 'disable' | 'enable' | 'pull' | 'remove' | 'upgrade'
  secret: 'create' | 'remove' | 'update'
  service: 'create' | 'remove' | 'update'
  volume: 'create' | 'destroy' | 'mount' | 'prune' | 'unmount'
}

/** The kinds of things that events happen to. */
export type EventType = keyof EventActions

/** What comes with every event; labels of containers and images are mixed in. */
export interface EventAttributes {
  /** The name of what it happened to; a prune has none. */
  readonly name?: string | undefined
  readonly [other: string]: string | undefined
}

/** What comes with some kinds of events besides. All values are texts. */
export interface EventAttributesByType {
  container: {
    /** The image it was made of, by the name that was given. */
    readonly image?: string | undefined
    /** With `die` and `exec_die`. */
    readonly exitCode?: string | undefined
    /** With `kill`: the signal's number. */
    readonly signal?: string | undefined
    /** With the events of an exec. */
    readonly execID?: string | undefined
    /** With `rename`. */
    readonly oldName?: string | undefined
  }
  network: {
    /** The driver: `bridge`, `macvlan`, ... */
    readonly type?: string | undefined
    /** The id of the container, with `connect` and `disconnect`. */
    readonly container?: string | undefined
  }
  volume: {
    readonly driver?: string | undefined
    /** The id of the container, with `mount` and `unmount`. */
    readonly container?: string | undefined
  }
}

/** One event of one kind. PascalCase names are the engine's. */
export interface EventOf<Type extends EventType> {
  readonly Type: Type
  readonly Action: EventActions[Type]
  readonly Actor: {
    /** The id, or the name for what has no id; `""` for a prune. */
    readonly ID: string
    readonly Attributes: EventAttributes &
      (Type extends keyof EventAttributesByType ? EventAttributesByType[Type] : object)
  }
  /** `swarm` for what the cluster says. */
  readonly scope: 'local' | 'swarm'
  /** Seconds since 1970, by the engine's clock. */
  readonly time: number
  /** Nanoseconds since 1970, by the engine's clock. A bigint, because a number would round it. */
  readonly timeNano: bigint
}

/** Something that happened on the engine. `Type` tells which kind it is. */
export type EngineEvent = EventsOfType<EventType>

/** The events of some kinds of things. */
export type EventsOfType<Type extends EventType> = { [One in Type]: EventOf<One> }[Type]
