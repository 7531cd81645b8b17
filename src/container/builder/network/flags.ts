import { unlessEmpty, type Flag } from '../flag.js'
import type { ContainerSpec } from '../spec.js'
import type { ModalSetter } from './net-modes.js'
import { toPortMap } from './ports.js'

/** The rows of the setters that depend on the mode; the builder itself has those setters, for its type. */
export const networkFlags: Readonly<Record<'net' | ModalSetter, Flag>> = {
  net: {
    flag: '--network',
    body: {
      'HostConfig/NetworkMode': networkMode,
      NetworkingConfig: ({ networks }) =>
        networks.length === 0
          ? undefined
          : { EndpointsConfig: Object.fromEntries(networks.map(({ target, endpoint }) => [target, endpoint])) },
    },
  },
  publish: {
    flag: '--publish',
    body: { 'HostConfig/PortBindings': ({ published }) => unlessEmpty(toPortMap(published)) },
  },
  expose: {
    flag: '--expose',
    body: {
      // Engines before 29 publish no port that is not listed here as well.
      ExposedPorts: ({ exposed, published }) =>
        unlessEmpty(Object.fromEntries([...exposed, ...published.map(({ key }) => key)].map((port) => [port, {}]))),
    },
  },
  hostname: { flag: '--hostname', body: { Hostname: ({ hostname }) => hostname } },
  dns: { flag: '--dns', body: { 'HostConfig/Dns': ({ dns }) => unlessEmpty([...dns]) } },
  addHost: { flag: '--add-host', body: { 'HostConfig/ExtraHosts': ({ addHost }) => unlessEmpty([...addHost]) } },
}

/** The mode is the first network's name: where they differ, the engine joins what the endpoints say and confuses the rest. */
function networkMode({ modes, networks, joins }: ContainerSpec): string | undefined {
  if (joins !== undefined) return `container:${joins.container}`
  const [first] = networks
  if (first !== undefined) return first.target
  const [only] = modes
  return modes.length === 1 && (only === 'host' || only === 'none') ? only : undefined
}
