import type { TopologyNetwork } from './graph.js'

/** Whether its containers stand on the LAN of their host: on a parent that is an interface of the host. */
export function isOnLan({ driver, options }: TopologyNetwork): boolean {
  const parent = options['parent'] ?? ''
  // engines give a network without a parent an interface of its own, which leads nowhere
  return (driver === 'macvlan' || driver === 'ipvlan') && parent !== '' && !/^d[mi]-/.test(parent)
}

/**
 * The networks that stand on a LAN, by LAN. Of one host, an interface is a LAN; of two, the networks of one name are on
 * one LAN, and those on interfaces of one name.
 */
export function lansOf(networks: readonly TopologyNetwork[]): TopologyNetwork[][] {
  let lans: TopologyNetwork[][] = []
  for (const network of networks.filter(isOnLan)) {
    const isItsOwn = (lan: readonly TopologyNetwork[]): boolean => lan.some((one) => areOnOneLan(one, network))
    const own = lans.filter(isItsOwn).flat()
    lans = [...lans.filter((lan) => !isItsOwn(lan)), [...own, network]]
  }
  return lans
}

function areOnOneLan(one: TopologyNetwork, other: TopologyNetwork): boolean {
  if (one.hostInterface === other.hostInterface) return true
  return one.name === other.name && !one.hosts.some((host) => other.hosts.includes(host))
}
