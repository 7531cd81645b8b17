import {
  BadRequestError,
  ConflictError,
  EngineError,
  ForbiddenError,
  InUseError,
  NotFoundError,
  ServerError,
  UnauthorizedError,
  UnavailableError,
  type EngineCode,
} from '../engine.js'

type Made = new (...args: ConstructorParameters<typeof EngineError<EngineCode>>) => EngineError

/** Which sub-class an error of each code is: what a caller can do about it. */
export const classes: Readonly<Record<EngineCode, Made>> = {
  NOT_FOUND: NotFoundError,
  DRIVER_NOT_FOUND: NotFoundError,
  USER_NOT_FOUND: NotFoundError,
  MOUNT_SOURCE_MISSING: NotFoundError,
  PLATFORM_UNAVAILABLE: NotFoundError,
  PATH_NOT_FOUND: NotFoundError,
  OPERATION_UNKNOWN: NotFoundError,

  NAME_TAKEN: ConflictError,
  SUBNET_OVERLAP: ConflictError,
  ADDRESS_IN_USE: ConflictError,
  PORT_IN_USE: ConflictError,
  ALREADY_ATTACHED: ConflictError,
  ALREADY_IN_SWARM: ConflictError,
  NOT_IN_SWARM: ConflictError,
  IS_SWARM_MANAGER: ConflictError,
  NOT_ATTACHED: ConflictError,
  NOT_RUNNING: ConflictError,
  CONTAINER_PAUSED: ConflictError,
  NOT_PAUSED: ConflictError,
  CONTAINER_RESTARTING: ConflictError,
  REMOVAL_IN_PROGRESS: ConflictError,
  CANNOT_OVERWRITE: ConflictError,
  CONFLICT: ConflictError,

  ACTIVE_ENDPOINTS: InUseError,
  NETWORK_IN_USE: InUseError,
  STILL_RUNNING: InUseError,
  IMAGE_IN_USE: InUseError,
  VOLUME_IN_USE: InUseError,

  PREDEFINED_NETWORK: ForbiddenError,
  NETWORK_NOT_ATTACHABLE: ForbiddenError,
  FILESYSTEM_READ_ONLY: ForbiddenError,
  FORBIDDEN: ForbiddenError,

  API_TOO_OLD: BadRequestError,
  API_TOO_NEW: BadRequestError,
  AMBIGUOUS_REF: BadRequestError,
  ADDRESS_OUTSIDE_SUBNET: BadRequestError,
  HOST_ADDRESS_UNKNOWN: BadRequestError,
  NOT_CONNECTABLE: BadRequestError,
  PARENT_UNUSABLE: BadRequestError,
  JOIN_TOKEN_INVALID: BadRequestError,
  COMMAND_NOT_FOUND: BadRequestError,
  LIMIT_REFUSED: BadRequestError,
  LOGS_UNREADABLE: BadRequestError,
  ARCHIVE_UNREADABLE: BadRequestError,
  NOT_AN_IMAGE_ARCHIVE: BadRequestError,
  NOT_A_DIRECTORY: BadRequestError,
  DOCKERFILE_MISSING: BadRequestError,
  DOCKERFILE_INVALID: BadRequestError,
  BUILD_TARGET_UNKNOWN: BadRequestError,
  ARCHIVE_UNSAFE: BadRequestError,
  BAD_REQUEST: BadRequestError,

  UNAUTHORIZED: UnauthorizedError,

  FIREWALL_FLUSHED: UnavailableError,
  FIREWALL_FAILED: UnavailableError,
  POOLS_EXHAUSTED: UnavailableError,
  ADDRESSES_EXHAUSTED: UnavailableError,
  NOT_SWARM_MANAGER: UnavailableError,
  NETWORK_NOT_ALLOCATED: UnavailableError,
  SWARM_UNREACHABLE: UnavailableError,
  REGISTRY_UNREACHABLE: UnavailableError,
  DISK_FULL: UnavailableError,
  PROGRAM_MISSING_ON_HOST: UnavailableError,
  MOUNT_FAILED: UnavailableError,
  UNAVAILABLE: UnavailableError,

  SERVER_ERROR: ServerError,
}

/** The same error with another hint. */
export function withHint(error: EngineError, hint: string): EngineError {
  const { code, sentence, details, operation, target, status, engineMessage, retryable } = error
  // code and details come from one error
  return new classes[code](
    code,
    { message: sentence, details, hint, operation, target, status, engineMessage },
    retryable,
  )
}
