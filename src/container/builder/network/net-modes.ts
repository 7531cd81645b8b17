import { conflict } from '../../../errors/conflict.js'

/** How a container is on the network: by endpoints of its own, on the host's, on none, or on another container's. */
export type NetMode = 'own' | 'host' | 'none' | 'shared'

/**
 * What cannot go together. Each sentence stands here once: the compiler prints it when the builder's type shows
 * the mistake, the error when it does not. The sources are the engine's own rules (networking rules R91 to R100).
 */
export const refusals = {
  publish: {
    // Engines accept it and publish nothing: "Published ports are discarded when using host network mode".
    host: "net('host') puts every port on the host already",
    none: "net('none') has no ports",
    shared: 'publish on the container whose network this one joins',
  },
  publishAll: {
    host: "net('host') puts every port on the host already",
    none: "net('none') has no ports",
    shared: 'publish on the container whose network this one joins',
  },
  expose: { shared: 'expose on the container whose network this one joins' },
  hostname: { shared: "a container in another's network keeps that container's hostname" },
  domainname: { shared: "a container in another's network keeps that container's hostname" },
  dns: { shared: 'name resolution belongs to the container whose network this one joins' },
  dnsOption: { shared: 'name resolution belongs to the container whose network this one joins' },
  dnsSearch: { shared: 'name resolution belongs to the container whose network this one joins' },
  addHost: { shared: 'the hosts file belongs to the container whose network this one joins: add the host there' },
  link: {
    host: "net('host') has no names of containers to link to",
    none: "net('none') reaches no other container",
    shared: 'links belong to the container whose network this one joins',
  },
  endpoint: {
    host: 'host has no endpoint to configure',
    none: 'none has no endpoint to configure',
    shared: "it uses the other container's endpoint",
  },
  /** By the mode it has already. */
  net: {
    own: 'this container already has a network of its own, or publishes ports on one',
    host: "this container already uses net('host')",
    none: "this container already uses net('none')",
    shared: "this container already joins another's network",
    /** Told `hostname`, `expose`, `dns`, `addHost` or the like, which leaves the other modes open. */
    notShared: 'in container mode a hostname, ports, DNS servers and hosts are those of the other container',
  },
} as const

/** A setter that does not go with every mode. */
export type ModalSetter = Exclude<keyof typeof refusals, 'net' | 'endpoint'>

/** The modes that are still open once this setter has been used. */
export const openTo = {
  publish: ['own'],
  publishAll: ['own'],
  link: ['own'],
  expose: ['own', 'host', 'none'],
  hostname: ['own', 'host', 'none'],
  domainname: ['own', 'host', 'none'],
  dns: ['own', 'host', 'none'],
  dnsOption: ['own', 'host', 'none'],
  dnsSearch: ['own', 'host', 'none'],
  addHost: ['own', 'host', 'none'],
} as const satisfies Readonly<Record<ModalSetter, readonly NetMode[]>>

/** Narrows the open modes by a setter, or refuses with the setter's sentence for the mode that is in the way. */
export function narrow(setter: ModalSetter, modes: readonly NetMode[]): readonly NetMode[] {
  const allowed: readonly NetMode[] = openTo[setter]
  const left = modes.filter((mode) => allowed.includes(mode))
  if (left.length > 0) return left
  const [mode = 'own'] = modes
  const sentences: Partial<Record<NetMode, string>> = refusals[setter]
  throw conflict(setter, `net(${mode})`, sentences[mode] ?? refusals.net[mode])
}

/** Settles on a mode, or refuses with the sentence of the mode it has. */
export function settle(mode: NetMode, modes: readonly NetMode[]): readonly NetMode[] {
  const [only = 'own', ...others] = modes
  if (modes.includes(mode)) return [mode]
  if (others.length > 0) throw conflict('net(container)', 'what was said before', refusals.net.notShared)
  throw conflict(`net(${mode})`, `net(${only})`, refusals.net[only])
}
