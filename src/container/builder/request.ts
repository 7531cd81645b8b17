import { merged } from '../../docker-words/patch.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import { refuseContradictions } from './contradictions.js'
import type { CreateQuery, Flag } from './flag.js'
import { healthFlags } from './health.js'
import { lifetimeFlags } from './lifetime.js'
import { loggingFlags } from './logging.js'
import { networkFlags } from './network/flags.js'
import { processFlags } from './process.js'
import { overBase } from './over-base.js'
import { cpuFlags } from './resources/cpu.js'
import { deviceFlags } from './resources/devices.js'
import { diskFlags } from './resources/disk.js'
import { memoryFlags } from './resources/memory.js'
import { namespaceFlags } from './security/namespaces.js'
import { rightsFlags } from './security/rights.js'
import type { ContainerSpec } from './spec.js'
import { storageFlags } from './storage/setters.js'

/** Every flag of docker run that the builder has, by its setter. */
export const flags: Readonly<Record<string, Flag>> = {
  ...lifetimeFlags,
  ...healthFlags,
  ...processFlags,
  ...networkFlags,
  ...storageFlags,
  ...rightsFlags,
  ...namespaceFlags,
  ...memoryFlags,
  ...cpuFlags,
  ...deviceFlags,
  ...diskFlags,
  ...loggingFlags,
}

// The rows are the same for every container: they are laid out once.
const bodyFields = Object.values(flags).flatMap(({ body = {} }) => Object.entries(body))
const queryFields = Object.values(flags).flatMap(({ query = {} }) => Object.entries(query))

/** The body for the engine. Pure: nothing is asked, nothing is sent. */
export function toCreateRequest(spec: ContainerSpec): ContainerCreateRequest {
  refuseContradictions(spec)
  const host: Record<string, unknown> = {}
  const body: Record<string, unknown> = {}
  for (const [field, write] of bodyFields) {
    const value = write(spec)
    if (value === undefined) continue
    if (field.startsWith('HostConfig/')) host[field.slice('HostConfig/'.length)] = value
    else body[field] = value
  }
  const command = spec.command.length === 0 ? {} : { Cmd: [...spec.command] }
  const request = { Image: spec.image, ...command, ...body, HostConfig: host }
  return merged(spec.base === undefined ? request : overBase(spec.base, request), spec.patch ?? {})
}

/** What goes beside the body. */
export function toCreateQuery(spec: ContainerSpec): CreateQuery {
  const written = queryFields.map(([name, write]) => [name, write(spec)] as const)
  return Object.fromEntries(written.filter(([, value]) => value !== undefined))
}
