import { expect } from 'vitest'
import { Cidr } from '../../../../src/cidr/cidr.js'
import { overlaps } from '../../../../src/cidr/set.js'
import type { Docker } from '../../../../src/docker.js'
import { unique } from '../../open-engine.js'
import { size, type Leg } from './racer.js'

interface Race {
  readonly racers: number
  readonly networks: number
  readonly from: string
}

/** Lets several make networks of free blocks at once, and holds that none fails and no two networks share an address. */
export async function race(
  docker: Docker,
  { racers, networks, from }: Race,
  start: (leg: Leg) => Promise<unknown>,
): Promise<void> {
  const label = unique('race')
  const legs = Array.from({ length: racers }, (_, nth) => ({ networks, from, label, prefix: `${label}-${nth}` }))
  const made = async () => await docker.network.list({ label: `race=${label}` })
  try {
    const began = performance.now()
    await Promise.all(legs.map(start))
    const seconds = (performance.now() - began) / 1000
    const ours = await made()
    expect(ours).toHaveLength(racers * networks)
    expect(new Set(ours.map(({ name }) => name)).size).toBe(ours.length)
    const subnets = ours.map(({ summary }) => Cidr.from(summary.IPAM.Config?.[0]?.Subnet ?? ''))
    expect(subnets.filter((one) => !Cidr.from(from).contains(one) || one.prefixLength !== size)).toEqual([])
    const all = (await docker.network.list()).flatMap(({ summary }) => summary.IPAM.Config ?? [])
    expect(overlaps(all.map(({ Subnet = '' }) => Cidr.masked(Subnet)))).toEqual([])
    console.log(`${racers} at once made ${ours.length} networks in ${seconds.toFixed(1)} s; no two overlap`)
  } finally {
    await Promise.all((await made()).map(({ id }) => docker.network.remove(id)))
  }
}
