import type { Container } from '../../../src/container/container.js'
import type { LabEngine } from '../../lab/lab.js'

/** From where a connection is made. */
export interface Dialler {
  readonly name: string
  /** The addresses of those that sent an answer. An engine's proxy takes connections for ports where nobody listens. */
  dial(addresses: readonly string[]): Promise<ReadonlySet<string>>
}

const request = 'GET / HTTP/1.0\\r\\n\\r\\n'

/** From inside a container, which has busybox's nc. All at once: one that drops packets, or takes them and is silent, takes two seconds. */
export function fromContainer(container: Container): Dialler {
  return {
    name: container.name,
    dial: async (addresses) => {
      const calls = addresses.map((address) => {
        const [ip, port] = split(address)
        return `(timeout 2 nc -w 2 ${ip} ${port} < /dev/shm/request 2>/dev/null | grep -q . && echo '${address}') &`
      })
      const program = `printf '${request}' > /dev/shm/request\n${calls.join('\n')}\nwait`
      const { stdout } = await container.exec('sh', '-c', program).output()
      return new Set(stdout.split('\n').filter(Boolean))
    },
  }
}

/** From a machine of the lab. */
export function fromMachine(name: string, machine: LabEngine): Dialler {
  return {
    name,
    dial: async (addresses) => {
      const calls = addresses.map((address) => {
        const [ip, port] = split(address)
        const dialled = `exec 3<>/dev/tcp/${ip}/${port} && printf "${request}" >&3 && read -r -n 1 <&3`
        return `(timeout 2 bash -c '${dialled}' 2>/dev/null && echo '${address}') &`
      })
      const { stdout } = await machine.exec('bash', '-c', `${calls.join('\n')}\nwait`)
      return new Set(stdout.split('\n').filter(Boolean))
    },
  }
}

function split(address: string): [ip: string, port: string] {
  const at = address.lastIndexOf(':')
  return [address.slice(0, at), address.slice(at + 1)]
}
