/** A thing of the engine, named in an error. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** What is otherwise than it was wanted, by the engine's own name: `Driver`, `Options.type`, `Labels.app`. */
export interface Difference {
  readonly field: string
  /** Undefined where there should be nothing. */
  readonly wanted: string | undefined
  /** Undefined where there is nothing. */
  readonly found: string | undefined
}

/** A value that was refused, as it was given; of an object, a list or a function only its kind: `an object`. */
export interface RefusedValue {
  readonly value: unknown
}

/** A rule that a request breaks. */
export interface Violation {
  /** By its number in docs/networking/rules.md: `R35`. */
  readonly rule: string
  /** Where in the request: `IPAM.Config[0].Gateway`. */
  readonly field: string
  /** What the error would be if this were all. */
  readonly code: keyof UsageDetails
  readonly message: string
  readonly hint: string | undefined
}

/** Something in the spec of a plan that cannot be. */
export interface PlanViolation {
  /** Where in the spec: `networks.front.subnet[0].gateway`. */
  readonly path: string
  /** What the error would be if this were all. */
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string | undefined
  /** Of a spec in YAML: the line in the text, from 1. */
  readonly line?: number | undefined
  /** Of a spec in YAML: the column in the line, from 1. */
  readonly column?: number | undefined
}

/** Something on an engine that a plan cannot be carried out with. */
export interface PlanObstacle {
  /** Where in the spec it is about: `members.web`. */
  readonly path: string
  /** The engine's name; undefined where the plan has one. */
  readonly on: string | undefined
  readonly message: string
  readonly hint: string
}

/** What stands in the way of a network that several hosts of a LAN have; `says` is all of it in one sentence. */
export interface LanConflict {
  readonly kind: 'name' | 'parent' | 'range' | 'gateway' | 'address' | 'mac'
  /** Where it was found: `host 2 (server-b)`. */
  readonly host: string
  readonly network: Named
  /** A name, an interface, a range, an address. */
  readonly found: string
  readonly says: string
}

/** Why one place where an engine could be was not used. */
export interface TriedHost {
  /** The address, for example `unix:///var/run/docker.sock`. */
  readonly host: string
  /** Who named it: an option, a variable, a well-known path. */
  readonly from: string
  /** What went wrong there: `missing`, `permission`, `refused`, `not a socket`, ... */
  readonly why: string
}

/** Nothing was sent: the caller's input cannot work. */
export interface UsageDetails {
  INVALID_ARGUMENT: RefusedValue & { readonly argument: string }
  INVALID_IP: RefusedValue
  INVALID_CIDR: RefusedValue
  PREFIX_MISSING: RefusedValue
  HOST_BITS_SET: RefusedValue & { readonly suggestion: string }
  INVALID_MAC: RefusedValue
  INVALID_NAME: RefusedValue & { readonly noun: string }
  INVALID_REF: RefusedValue & { readonly noun: string }
  INVALID_ALIAS: RefusedValue
  INVALID_PORT: RefusedValue
  INVALID_HOST_IP: RefusedValue
  PREDEFINED_NETWORK: { readonly network: string }
  SUBNET_UNUSABLE: { readonly subnet: string }
  POOLS_OVERLAP: { readonly subnet: string; readonly other: string }
  SAME_ENGINE: { readonly hosts: readonly [string, string] }
  RANGES_OVERLAP: { readonly range: string; readonly other: string; readonly hosts: readonly [string, string] }
  SUBNET_MISSING: { readonly argument: string }
  SUBNET_NOT_CHOSEN: { readonly size: number; readonly from: string | undefined }
  GATEWAY_OUTSIDE_SUBNET: { readonly gateway: string; readonly subnet: string }
  GATEWAY_UNUSABLE: { readonly gateway: string; readonly subnet: string }
  RANGE_OUTSIDE_SUBNET: { readonly ipRange: string; readonly subnet: string }
  AUX_ADDRESS_UNUSABLE: { readonly name: string; readonly address: string; readonly subnet: string }
  CONFLICTING_OPTIONS: { readonly option: string; readonly with: string }
  REQUEST_INVALID: { readonly violations: readonly Violation[] }
  PLAN_INVALID: { readonly violations: readonly PlanViolation[] }
  UNKNOWN_OPTION: { readonly option: string; readonly nearest: string | undefined }
  OPTION_GONE: { readonly option: string; readonly until: string; readonly has: string }
  API_TOO_OLD: { readonly option: string; readonly needs: string; readonly has: string }
  HOST_INVALID: { readonly host: string; readonly from: string }
  READ_ONLY: { readonly operation: string }
  CLIENT_CLOSED: object
  OTHER_ENGINE: { readonly noun: string; readonly name: string }
  FILE_UNREADABLE: {
    readonly path: string
    /** Node's code, such as ENOENT. */ readonly reason: string
  }
  FILE_CHANGED: { readonly path: string }
  DOCKERFILE_MISSING: { readonly dockerfile: string | undefined }
  PACKAGE_MISSING: { readonly package: string }
  COMMAND_LINE_UNREADABLE: {
    /** What is not read, as it stands in the text. */ readonly piece: string
    /** Where it begins, from 1. */ readonly line: number
    /** Where it begins in its line, from 1. */ readonly column: number
  }
  NO_FLAG: { /** Such as `HostConfig.Tmpfs`. */ readonly field: string }
  COMPRESSED_ARCHIVE: { /** Such as `gzip`. */ readonly compression: string }
}

/** The engine was not reached, or the connection did not last. */
export interface ConnectionDetails {
  ENGINE_UNREACHABLE: { readonly tried: readonly TriedHost[] }
  CONNECTION_LOST: object
  TIMED_OUT: {
    /** Milliseconds. */ readonly timeout: number
    /** The exec that runs on, with its process on the engine's host as far as it is known. */
    readonly exec?: { readonly id: string; readonly pid: number | undefined } | undefined
    /** What was seen last of a container that was waited for. */
    readonly last?: string | undefined
  }
}

/** The engine answered, and refused. */
export interface EngineDetails {
  NOT_FOUND: { readonly noun: string; readonly ref: string }
  AMBIGUOUS_REF: { readonly noun: string; readonly ref: string }
  NAME_TAKEN: { readonly noun: string; readonly name: string; readonly holder: Named | undefined }
  SUBNET_OVERLAP: {
    readonly subnet: string | undefined
    readonly network: Named | undefined
    readonly networkSubnet: string | undefined
    readonly containers: readonly Named[]
  }
  POOLS_EXHAUSTED: object
  ADDRESSES_EXHAUSTED: { readonly network: string | undefined }
  ADDRESS_IN_USE: { readonly address: string | undefined; readonly holder: Named | undefined }
  ADDRESS_OUTSIDE_SUBNET: { readonly address: string | undefined }
  HOST_ADDRESS_UNKNOWN: { readonly address: string | undefined }
  PORT_IN_USE: { readonly port: string | undefined; readonly holder: Named | undefined }
  ACTIVE_ENDPOINTS: { readonly network: string | undefined; readonly containers: readonly Named[] }
  ALREADY_ATTACHED: { readonly network: string | undefined; readonly container: string | undefined }
  NOT_ATTACHED: { readonly network: string | undefined; readonly container: string | undefined }
  NOT_CONNECTABLE: object
  PREDEFINED_NETWORK: { readonly network: string }
  NETWORK_IN_USE: {
    readonly network: string | undefined
    /** Such as `service web`. */ readonly by: string | undefined
  }
  NETWORK_NOT_ALLOCATED: { readonly network: string }
  NETWORK_NOT_ATTACHABLE: { readonly network: string | undefined }
  FIREWALL_FLUSHED: {
    /** The one that is missing, or was written into: `DOCKER`. */ readonly chain: string | undefined
  }
  FIREWALL_FAILED: { /** What the engine ran. */ readonly command: string | undefined }
  DRIVER_NOT_FOUND: { readonly driver: string | undefined }
  PARENT_UNUSABLE: { readonly parent: string | undefined }
  NOT_RUNNING: Partial<Named>
  CONTAINER_PAUSED: Partial<Named>
  NOT_PAUSED: Partial<Named>
  CONTAINER_RESTARTING: Partial<Named>
  STILL_RUNNING: Partial<Named>
  REMOVAL_IN_PROGRESS: Partial<Named>
  NOT_SWARM_MANAGER: object
  ALREADY_IN_SWARM: object
  NOT_IN_SWARM: object
  IS_SWARM_MANAGER: object
  JOIN_TOKEN_INVALID: object
  SWARM_UNREACHABLE: { /** The address of the manager. */ readonly manager: string | undefined }
  IMAGE_IN_USE: { readonly image: string | undefined }
  PLATFORM_UNAVAILABLE: {
    /** What was asked for: `linux/arm64`. */ readonly platform: string | undefined
    /** What the image is made for instead, as far as it is known. */ readonly found: string | undefined
  }
  ARCHIVE_UNREADABLE: { /** The compression that the engine does not undo. */ readonly compression: string | undefined }
  NOT_AN_IMAGE_ARCHIVE: object
  VOLUME_IN_USE: { readonly volume: string | undefined; readonly containers: readonly Named[] }
  MOUNT_FAILED: {
    readonly volume: string | undefined
    /** What was to be mounted: a path of the host, a server's export, `tmpfs`. */ readonly source: string | undefined
  }
  DOCKERFILE_MISSING: { readonly dockerfile: string | undefined }
  DOCKERFILE_INVALID: { /** Where, from 1. */ readonly line: number | undefined }
  BUILD_TARGET_UNKNOWN: { readonly target: string | undefined }
  USER_NOT_FOUND: { readonly user: string | undefined }
  MOUNT_SOURCE_MISSING: { readonly source: string | undefined }
  LOGS_UNREADABLE: object
  PATH_NOT_FOUND: { readonly path: string | undefined }
  NOT_A_DIRECTORY: { readonly path: string | undefined }
  CANNOT_OVERWRITE: { readonly path: string | undefined }
  FILESYSTEM_READ_ONLY: object
  ARCHIVE_UNSAFE: { /** The name of the entry. */ readonly entry: string; readonly reason: string }
  PROGRAM_MISSING_ON_HOST: { readonly program: string | undefined }
  REGISTRY_UNREACHABLE: { readonly image: string | undefined }
  DISK_FULL: object
  LIMIT_REFUSED: {
    /** What the kernel calls it: `memory`, `cpu-shares`, `cpu.max`. */ readonly limit: string | undefined
    /** Bytes that are in use already. */ readonly usage: number | undefined
  }
  COMMAND_NOT_FOUND: { readonly command: string | undefined }
  API_TOO_OLD: { readonly option: string; readonly needs: string; readonly has: string }
  API_TOO_NEW: { readonly version: string; readonly max: string }
  OPERATION_UNKNOWN: object
  BAD_REQUEST: object
  UNAUTHORIZED: {
    /** The registry, where one was asked; undefined for Docker Hub. */
    readonly registry?: string | undefined
    /** In whose name it was asked. */
    readonly asker?: 'auth' | 'configuration' | 'nobody' | undefined
    /** Why docker's configuration was of no use. */
    readonly problem?: string | undefined
  }
  FORBIDDEN: object
  CONFLICT: object
  UNAVAILABLE: object
  SERVER_ERROR: object
}

/** The reply breaks the API. */
export interface ProtocolDetails {
  REPLY_MISMATCH: { readonly wire: string; readonly problems: readonly string[] }
  REPLY_TOO_LARGE: { readonly limit: number }
  INVALID_JSON: { readonly excerpt: string }
  NUMBER_NOT_EXACT: { readonly field: string; readonly digits: string }
  LINE_TOO_LONG: { readonly limit: number }
  STREAM_TRUNCATED: { /** Bytes. */ readonly got: number; readonly want: number }
  STREAM_FAILED: { readonly engineMessage: string }
  INVALID_FRAME: { /** Where the frame should begin, in bytes. */ readonly offset: number; readonly header: string }
  UPGRADE_REFUSED: { readonly status: number }
  ARCHIVE_DAMAGED: { readonly reason: string }
  ARCHIVE_UNSAFE: { /** The name of the entry. */ readonly entry: string; readonly reason: string }
}

/** The engine did as asked, and what it reports rules the next step out. */
export interface StateDetails {
  AMBIGUOUS_NETWORK: { readonly networks: readonly string[] }
  NOT_ON_NETWORK: { readonly network: string; readonly networks: readonly string[] }
  NO_NETWORK: { readonly mode: string }
  NOT_RUNNING: Partial<Named>
  EXIT_UNKNOWN: object
  EXIT_NOT_ZERO: { readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  BUILD_FAILED: {
    /** The number of the instruction, from 1; 0 before the first. */ readonly step: number
    /** How many instructions there are. */ readonly steps: number
    /** The instruction: `RUN make`. */ readonly instruction: string | undefined
    /** Of the program that a RUN has run; undefined for other failures. */ readonly exitCode: number | undefined
    /** What the instruction printed last, 20 lines at most. */ readonly lastLines: readonly string[]
    readonly engineMessage: string
  }
  EVENTS_LOST: {
    readonly dropped: number
    /** The last event before the gap, as `since` takes it. */ readonly since: string
  }
  TEXT_TOO_LONG: { readonly limit: number }
  NO_TOOL: { readonly tried: readonly string[] }
  NO_TERMINAL: object
  STDIN_STAYS_OPEN: object
  RESTARTED: object
  CONTAINER_EXITED: Named & {
    /** Unknown of one that was removed where the events may not be read. */ readonly exitCode: number | undefined
    readonly lastLines: readonly string[]
  }
  NO_HEALTHCHECK: Named
  UNHEALTHY: Named & {
    readonly exitCode: number | undefined
    /** What the last check wrote. */ readonly output: string
    /** Failures in a row. */ readonly failingStreak: number
  }
  NOT_REPLACED: Named & {
    /** What the new one wrote last, where it ended; empty where it did not. */
    readonly lastLines: readonly string[]
  }
  HALF_REPLACED: {
    readonly name: string
    /** The old one and the new one, and those that go along with them, as far as they are there. */
    readonly containers: readonly (Named & { readonly status: string })[]
  }
  CONTAINER_BUSY: Named
  DIFFERS: { readonly noun: string; readonly name: string; readonly differences: readonly Difference[] }
  PLAN_BLOCKED: { readonly obstacles: readonly PlanObstacle[] }
  PLAN_OUTDATED: { /** What has changed since. */ readonly changed: readonly string[] }
  PLAN_NOT_APPLIED: {
    /** The changes that were carried out, as the plan prints them. */ readonly done: readonly string[]
    /** The one that failed. */ readonly failed: string
    /** Those that are still to do. */ readonly left: readonly string[]
  }
  NOT_REPAIRABLE: { readonly container: string; readonly network: string }
  NOT_PUT_BACK: { readonly noun: string; readonly name: string }
  SHIM_UNUSABLE: { readonly network: string; readonly address: string }
  LAN_CONFLICT: { readonly network: string; readonly conflicts: readonly LanConflict[] }
  NOT_ON_ALL_HOSTS: {
    readonly network: string
    /** Where it could not be made: `host 2 (server-b)`. */ readonly failed: readonly string[]
    /** Where it had been made, and was removed again. */ readonly undone: readonly string[]
    /** Where it had been made, and could not be removed. */ readonly left: readonly string[]
  }
  SUBNETS_TAKEN: { readonly from: string; readonly size: number }
  STILL_THERE: { readonly left: readonly string[] }
  PATH_NOT_FOUND: { readonly path: string | undefined }
  NOT_A_DIRECTORY: { readonly path: string | undefined }
  NOT_A_FILE: { readonly path: string; /** What it is: `directory`, `fifo`, ... */ readonly type: string }
  CANNOT_OVERWRITE: { readonly path: string | undefined }
  SPECIAL_FILE: { readonly path: string; /** Such as `fifo`. */ readonly type: string }
  TOO_LARGE: { readonly path: string; /** Bytes. */ readonly limit: number }
  FILE_UNWRITABLE: {
    readonly path: string
    /** Node's code, such as EACCES. */ readonly reason: string
  }
}

/** What `details` holds, by `code`. */
export interface ErrorDetails
  extends
    Omit<UsageDetails, keyof EngineDetails>,
    ConnectionDetails,
    Omit<EngineDetails, keyof StateDetails>,
    ProtocolDetails,
    StateDetails {}

/** Every code an error of mooring can have: a closed list. */
export type ErrorCode = keyof ErrorDetails
