import type { Engine } from '../../../src/engine/engine.js'
import { ownContainer, type OwnedContainer } from '../../../src/container/container.js'
import { containerCreate } from '../../../src/container/operations.js'
import type { ContainerCreateRequest } from '../../../src/container/wire/create.js'
import { networkCreate } from '../../../src/network/operations.js'
import { ownNetwork, type OwnedNetwork } from '../../../src/network/network.js'
import { unique } from '../open-engine.js'

/** A container for one test; `await using` removes it. */
export async function makeContainer(
  engine: Engine,
  body: Partial<ContainerCreateRequest> = {},
): Promise<OwnedContainer> {
  const name = unique('mooring-c')
  const { HostConfig, ...config } = body
  const request = {
    Image: 'lab/busybox:1',
    Cmd: ['sleep', '600'],
    ...config,
    HostConfig: { Init: true, ...HostConfig },
  }
  const { Id, Warnings } = await engine.call(containerCreate, { query: { name }, body: request })
  return ownContainer(engine, { id: Id, name }, Warnings ?? [])
}

/** The same, started. */
export async function startContainer(
  engine: Engine,
  body: Partial<ContainerCreateRequest> = {},
): Promise<OwnedContainer> {
  const container = await makeContainer(engine, body)
  try {
    await container.start()
    return container
  } catch (error) {
    await container[Symbol.asyncDispose]()
    throw error
  }
}

/** A container that runs a line of shell. */
export function shell(
  engine: Engine,
  line: string,
  body: Partial<ContainerCreateRequest> = {},
): Promise<OwnedContainer> {
  return makeContainer(engine, { ...body, Cmd: ['sh', '-c', line] })
}

/** A network for one test. */
export async function makeNetwork(
  engine: Engine,
  subnet?: string,
  driver = 'bridge',
  options: Record<string, string> = {},
): Promise<OwnedNetwork> {
  const name = unique('mooring-n')
  const IPAM = subnet === undefined ? undefined : { Config: [{ Subnet: subnet }] }
  const body = { Name: name, Driver: driver, Options: options, ...(IPAM !== undefined && { IPAM }) }
  const { Id } = await engine.call(networkCreate, { body })
  return ownNetwork(engine, { id: Id, name }, [])
}
