import type { Ref } from '../../engine/ref.js'
import { answersOf, byAddress, hasDns, type Answer } from '../names/answers.js'
import type { Membership } from '../names/memberships.js'
import type { NameChange } from './change.js'

/** A name, in the spelling that it was told in first, and who answers to it: somebody does. */
interface Known {
  readonly name: string
  readonly answers: readonly Answer[]
}

/** Who answers to which name on one network. */
export class NetworkNames {
  readonly #network: Ref<'network'>
  /** By the name in small letters. */
  readonly #known = new Map<string, Known>()

  constructor(network: Ref<'network'>) {
    this.#network = network
  }

  /** Takes one container's names for what they were before, or for nothing, and tells which are answered otherwise now. */
  change(before: Membership | undefined, now: Membership | undefined): NameChange[] {
    if (!hasDns(this.#network.name)) return []
    const names = new Map<string, string>()
    for (const { name } of [...(before?.names ?? []), ...(now?.names ?? [])])
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
    const id = (before ?? now)?.container.id
    return [...names].flatMap(([key, spelled]) => {
      const { name, answers: old } = this.#known.get(key) ?? { name: spelled, answers: [] }
      const via = now?.names.find((one) => one.name.toLowerCase() === key)?.via
      const own = now === undefined || via === undefined ? [] : answersOf(now, via)
      const answers = [...old.filter(({ container }) => container.id !== id), ...own].sort(byAddress)
      if (answers.length === 0) this.#known.delete(key)
      else this.#known.set(key, { name, answers })
      return isSame(old, answers) ? [] : [{ network: this.#network, name, before: old, answers }]
    })
  }

  /** All of them, as if nobody had answered before; by name. */
  all(): NameChange[] {
    const known = [...this.#known.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    return known.map(({ name, answers }) => ({ network: this.#network, name, before: [], answers }))
  }
}

/** Whether DNS would answer the same. */
function isSame(before: readonly Answer[], now: readonly Answer[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ ip, container, via }, index) => {
      const other = now[index]
      return other !== undefined && ip.equals(other.ip) && container.id === other.container.id && via === other.via
    })
  )
}
