import type { PortMap } from '../../wire/ports.js'

/** What is behind `--publish`, for each port and each place on the host. */
export function published(ports: PortMap): readonly string[] {
  return Object.entries(ports).flatMap(([port, bindings]) =>
    (bindings ?? []).map(({ HostIp = '', HostPort = '' }) => {
      const container = port.replace(/\/tcp$/, '')
      const address = HostIp.includes(':') ? `[${HostIp}]` : HostIp
      if (address === '') return HostPort === '' ? container : `${HostPort}:${container}`
      return `${address}:${HostPort}:${container}`
    }),
  )
}

/** What is behind `--expose`: ports that are not published as well. */
export function exposed(ports: Readonly<Record<string, unknown>>, others: PortMap): readonly string[] {
  return Object.keys(ports)
    .filter((port) => (others[port] ?? []).length === 0)
    .map((port) => port.replace(/\/tcp$/, ''))
}
