import type { OneOrMore } from '../../engine/call/filters.js'
import { nearest } from '../../engine/call/nearest.js'
import { quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { TopologyGraph } from './graph.js'

interface Named {
  readonly id: string
  readonly name: string
}

/** The part of a graph that was asked for. */
export interface Choice {
  readonly network: OneOrMore<string> | undefined
  /** Whether the containers were chosen already: then networks that none of them is on are left out. */
  readonly byLabel: boolean
}

/**
 * Leaves out networks that were not asked for, containers that are on none of the others, and their endpoints.
 *
 * @throws UsageError INVALID_ARGUMENT for a network that no engine has
 */
export function chosenOf(graph: TopologyGraph, { network, byLabel }: Choice): TopologyGraph {
  if (network === undefined && !byLabel) return graph
  const words = network === undefined ? undefined : new Set([network].flat())
  const wordsFor = ({ id, name }: Named): string[] => [id, id.slice(0, 12), name]
  const isNamed = (one: Named): boolean => words === undefined || wordsFor(one).some((word) => words.has(word))
  checkThere(words ?? [], graph.networks.flatMap(wordsFor))
  const named = new Set(graph.networks.filter(isNamed).map(({ id }) => id))
  const endpoints = graph.endpoints.filter((endpoint) => named.has(endpoint.network))
  const onThem = new Set(endpoints.map(({ container }) => container))
  const containers = graph.containers.filter(
    ({ id, sharesWith = '' }) => words === undefined || onThem.has(id) || onThem.has(sharesWith),
  )
  const joined = new Set(endpoints.map((endpoint) => endpoint.network))
  const networks = graph.networks.filter(({ id }) => (byLabel ? joined : named).has(id))
  return { hosts: graph.hosts, networks, containers, endpoints }
}

function checkThere(words: Iterable<string>, there: readonly string[]): void {
  const known = new Set(there)
  for (const word of words) {
    if (known.has(word)) continue
    const close = nearest(word, known)
    const hint = close === undefined ? 'give the name or the id of a network that is there' : `did you mean ${close}?`
    throw invalidArgument('network', word, hint, `no engine has a network ${quoted(word)}`)
  }
}
