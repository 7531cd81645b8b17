import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { built } from '../built.js'

export type Mooring = typeof import('../../../src/index.js')
export type MooringCidr = typeof import('../../../src/cidr/index.js')
export type MooringClient = InstanceType<Mooring['Docker']>

/** mooring as users have it: what was built. */
export async function loadMooring(): Promise<Mooring> {
  return (await import(pathToFileURL(join(built.mooring, 'index.js')).href)) as Mooring
}

export async function loadMooringCidr(): Promise<MooringCidr> {
  return (await import(pathToFileURL(join(built.mooring, 'cidr.js')).href)) as MooringCidr
}
