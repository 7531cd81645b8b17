import { pathText, type SpecPath } from '../spec/violations.js'

type Words = Readonly<Record<string, SpecPath>>

/** What settings of a network are called in a config. */
export const networkWords: Words = {
  subnet: ['ipam', 'config'],
  option: ['driver_opts'],
  label: ['labels'],
  ipv4: ['enable_ipv4'],
  ipv6: ['enable_ipv6'],
}

export const poolWords: Words = { ipRange: ['ip_range'], auxAddress: ['aux_addresses'] }

/** What settings of a service on a network are called in a config. */
export const endpointWords: Words = {
  alias: ['aliases'],
  ip: ['ipv4_address'],
  ip6: ['ipv6_address'],
  mac: ['mac_address'],
  gwPriority: ['gw_priority'],
  interface: ['interface_name'],
  linkLocalIps: ['link_local_ips'],
  driverOpts: ['driver_opts'],
}

/** Where in a config the parts of a spec come from. */
export class Places {
  readonly #known = new Map<string, { readonly place: SpecPath; readonly words: Words }>([
    [pathText(['project']), { place: ['name'], words: {} }],
  ])

  /** @param words what the keys below it are called in the config, where they are called otherwise */
  note(spec: SpecPath, place: SpecPath, words: Words = {}): void {
    this.#known.set(pathText(spec), { place, words })
  }

  /** The place in the config of a place in the spec. */
  of(spec: SpecPath): SpecPath {
    for (let length = spec.length; length > 0; length--) {
      const known = this.#known.get(pathText(spec.slice(0, length)))
      if (known === undefined) continue
      const [key, ...below] = spec.slice(length)
      if (key === undefined) return known.place
      return [...known.place, ...((typeof key === 'string' && ownWord(known.words, key)) || [key]), ...below]
    }
    return spec
  }
}

function ownWord(words: Words, key: string): SpecPath | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined
}
