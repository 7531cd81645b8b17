import { join } from 'node:path'
import type { Container } from '../../../src/container/container.js'
import type { LabEngine } from '../../lab/lab.js'
import { runProgram } from '../../lab/program.js'

/** From where a connection is made. */
export interface Dialler {
  readonly name: string
  /** The addresses of those that sent an answer. An engine's proxy takes connections for ports where nobody listens. */
  dial(addresses: readonly string[]): Promise<ReadonlySet<string>>
}

/** From inside a container's network, by a program of this machine: it costs the engine nothing. */
export function fromContainer(container: Container, { pid }: LabEngine): Dialler {
  return {
    name: container.name,
    dial: async (addresses) => {
      const { State } = await container.inspect()
      return await dialIn(`/proc/${String(pid)}/root/proc/${String(State.Pid)}/ns/net`, addresses)
    },
  }
}

/** From a machine of the lab. */
export function fromMachine(name: string, { netns }: LabEngine): Dialler {
  return { name, dial: (addresses) => dialIn(netns, addresses) }
}

const program = join(import.meta.dirname, 'dial.mjs')

async function dialIn(netns: string, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const { stdout, stderr, exitCode } = await runProgram([
    'nsenter',
    `--net=${netns}`,
    '--',
    process.execPath,
    program,
    ...addresses,
  ])
  if (exitCode !== 0) throw new Error(`nobody could connect: ${stderr}`)
  return new Set(stdout.split('\n').filter(Boolean))
}
