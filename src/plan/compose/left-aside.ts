import { pathText, type SpecPath } from '../spec/violations.js'

/**
 * Why a plan has no use for a setting:
 *
 * - `CONTAINER_SETTING`: it is set when a container is made, and a plan makes none
 * - `NETWORK_MODE`: a container of this mode joins no network
 * - `ATTACH_ORDER`: it orders the networks of a container while compose makes it, and engines keep nothing of it
 * - `MADE_BY_OTHERS`: it is said of an external network, which is used as it is
 * - `NOT_USED`: no service is on the network, and compose makes none then
 * - `NO_SUBNET`: a pool of which only the rest is said
 * - `IPAM_DRIVER`: it is for another driver of addresses than the engine's own
 * - `NOT_OF_NETWORKS`: volumes, secrets and the like
 * - `UNKNOWN`: a setting that this version does not know
 */
export type LeftAsideReason =
  | 'CONTAINER_SETTING'
  | 'NETWORK_MODE'
  | 'ATTACH_ORDER'
  | 'MADE_BY_OTHERS'
  | 'NOT_USED'
  | 'NO_SUBNET'
  | 'IPAM_DRIVER'
  | 'NOT_OF_NETWORKS'
  | 'UNKNOWN'

/** A setting of a compose config that a plan has no use for. */
export interface LeftAside {
  /** Where it stands in the config: `services.web.network_mode`. */
  readonly path: string
  readonly reason: LeftAsideReason
  /** The reason in a sentence. */
  readonly why: string
}

const sentences: Readonly<Record<LeftAsideReason, string>> = {
  CONTAINER_SETTING: 'it is set when a container is made, and a plan makes none',
  NETWORK_MODE: 'a container of this mode joins no network',
  ATTACH_ORDER: 'it orders the networks while compose makes the container; gw_priority is what engines keep',
  MADE_BY_OTHERS: 'the network is external, and is used as it is',
  NOT_USED: 'no service is on it, and compose makes it neither',
  NO_SUBNET: 'a pool needs a subnet',
  IPAM_DRIVER: 'a plan leaves addresses to the driver of the engine',
  NOT_OF_NETWORKS: 'a plan has networks, and who is on them',
  UNKNOWN: 'mooring does not know it',
}

/** Collects what is left aside. */
export class AllLeftAside {
  readonly found: LeftAside[] = []

  add(path: SpecPath, reason: LeftAsideReason, why = sentences[reason]): void {
    this.found.push({ path: pathText(path), reason, why })
  }

  /** Leaves aside each setting that says something, and that is not known. */
  addUnknown(given: object, known: readonly string[], path: SpecPath, reason: LeftAsideReason = 'UNKNOWN'): void {
    for (const [key, value] of Object.entries(given))
      if (!known.includes(key) && saysSomething(value)) this.add([...path, key], reason)
  }
}

/** Compose prints `null`, and empty lists and objects, where nothing was said. */
export function saysSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}
