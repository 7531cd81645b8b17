import { createRequire } from 'node:module'
import type { EventEmitter } from 'node:events'
import type { Duplex, Readable, Writable } from 'node:stream'

// The packages stand in test/bench/node_modules, and nowhere else: these are the parts of their types that are used, so
// that the rest of the repository can be checked without them.

/** undici's own words: the interface that its core calls, without a layer in between. */
export interface DispatchHandler {
  onConnect(abort: (reason?: Error) => void): void
  onHeaders?(status: number, headers: readonly Buffer[], resume: () => void): boolean
  onData?(chunk: Buffer): boolean
  onComplete?(trailers: readonly Buffer[]): void
  onUpgrade?(status: number, headers: readonly Buffer[], socket: Duplex): void
  onError(error: Error): void
}

export interface UndiciRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly upgrade?: string
}

export interface UndiciPool {
  request(request: UndiciRequest): Promise<{
    readonly statusCode: number
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly body: { text(): Promise<string> }
  }>
  dispatch(request: UndiciRequest, handler: DispatchHandler): boolean
  destroy(): Promise<void>
}

export interface Undici {
  readonly Pool: new (
    origin: string,
    options: { readonly socketPath: string; readonly pipelining: number; readonly bodyTimeout?: number },
  ) => UndiciPool
}

interface DockerodeNetwork {
  readonly id: string
  inspect(): Promise<{ readonly IPAM: { readonly Config: readonly { readonly Subnet: string }[] } }>
  remove(): Promise<unknown>
}

interface DockerodeExec {
  start(options: { readonly hijack: boolean; readonly stdin: boolean }): Promise<Duplex>
  inspect(): Promise<unknown>
}

interface DockerodeContainer {
  start(): Promise<unknown>
  remove(options: { readonly force: boolean; readonly v: boolean }): Promise<unknown>
  logs(options: { readonly follow: boolean; readonly stdout: boolean; readonly stderr: boolean }): Promise<Readable>
  attach(options: {
    readonly stream: boolean
    readonly stdout: boolean
    readonly stderr: boolean
    readonly hijack: boolean
  }): Promise<Duplex>
  exec(options: {
    readonly Cmd: readonly string[]
    readonly AttachStdout: boolean
    readonly AttachStderr: boolean
  }): Promise<DockerodeExec>
}

export interface Dockerode {
  readonly modem: { demuxStream(stream: EventEmitter, stdout: Writable, stderr: Writable): void }
  ping(): Promise<unknown>
  listNetworks(): Promise<readonly { readonly Name: string }[]>
  listContainers(): Promise<readonly unknown[]>
  createNetwork(options: { readonly Name: string; readonly Driver: string }): Promise<DockerodeNetwork>
  getNetwork(id: string): DockerodeNetwork
  getContainer(id: string): DockerodeContainer
  createContainer(options: {
    readonly Image: string
    readonly Cmd: readonly string[]
    readonly HostConfig: { readonly NetworkMode: string }
  }): Promise<DockerodeContainer>
  getEvents(): Promise<Readable>
}

export interface NodeSdk {
  systemPing(): Promise<string>
  networkList(): Promise<readonly { readonly Name: string }[]>
  networkInspect(id: string): Promise<{ readonly IPAM: { readonly Config: readonly { readonly Subnet: string }[] } }>
  networkCreate(config: { readonly Name: string; readonly Driver: string }): Promise<{ readonly Id: string }>
  networkDelete(id: string): Promise<void>
  containerList(): Promise<readonly unknown[]>
  containerLogs(
    id: string,
    stdout: Writable,
    stderr: Writable,
    options: { readonly stdout: boolean; readonly stderr: boolean },
  ): Promise<void>
  systemEvents(): AsyncIterable<{ readonly timeNano: number }>
  close(): Promise<void>
}

interface IpAddress {
  readonly address: string
  readonly subnetMask: number
  startAddress(): IpAddress
  endAddress(): IpAddress
  bigInt(): bigint
  isInSubnet(other: IpAddress): boolean
}

export interface IpAddressPackage {
  readonly Address4: {
    new (text: string): IpAddress
    fromBigInt(value: bigint): IpAddress
  }
}

const load = createRequire(import.meta.url)

export const peers = {
  undici: () => load('undici') as Undici,
  dockerode: () => load('dockerode') as new (options: { readonly socketPath: string }) => Dockerode,
  nodeSdk: () =>
    load('@docker/node-sdk') as { readonly DockerClient: { fromDockerHost(host: string): Promise<NodeSdk> } },
  ipAddress: () => load('ip-address') as IpAddressPackage,
} as const
