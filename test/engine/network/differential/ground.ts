import type { Docker } from '../../../../src/docker.js'
import { lab } from '../../../lab/lab.js'
import type { ThrowAwayEngine } from '../../../lab/throw-away.js'
import { openAt } from '../../open-docker.js'

/** A network that is there before the first one at random: its name is taken, and its block. */
export const standing = { name: 'differential-standing', subnet: '10.255.0.0/20' } as const
/** The same of a swarm, whose managers compare only what is theirs. */
export const standingOverlay = { name: 'differential-overlay', subnet: '10.254.0.0/20' } as const
/** Settings for other networks. */
export const settings = 'differential-settings'
/** Settings with an interface of the host. */
export const lanSettings = 'differential-lan'

/** The Debian release that an engine is unpacked from. */
export const roots = { e20: 'bookworm', e26: 'trixie', newest: 'forky' } as const
export type ComparedEngine = keyof typeof roots

/** An engine on which networks at random are made. */
export interface Ground {
  readonly name: ComparedEngine
  readonly docker: Docker
  readonly engine: ThrowAwayEngine
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Starts an engine of its own: what some refuse costs them the subnet, or the default bridge, until they are restarted. It
 * is the manager of a swarm, for overlays; and it writes no firewall rules, which are most of the time of a create.
 */
export async function openGround(name: ComparedEngine, use: string): Promise<Ground> {
  const root = roots[name]
  const args = ['--iptables=false']
  const engine = await lab.start(`${use}-${root.slice(0, 2)}`, { root, args, images: false })
  const docker = openAt(engine.host)
  const close = async (): Promise<void> => {
    await docker.close()
    await engine.remove()
  }
  try {
    await docker.swarm.init({ advertiseAddr: `${engine.address}:2377` })
    await docker.network.bridge(standing.name).subnet(standing.subnet).create()
    await docker.network.overlay(standingOverlay.name).subnet(standingOverlay.subnet).create()
    await docker.network.configOnly(settings).subnet('10.253.0.0/20').mtu(1400).create()
    await docker.network.configOnly(lanSettings).subnet('10.252.0.0/20').parent('eth0').create()
  } catch (error) {
    await close()
    throw error
  }
  return { name, docker, engine, [Symbol.asyncDispose]: close }
}
