import type { Calls, ContainerStatsOnce, ExecStartDetached, OperationId } from '../../src/calls.js'
import type * as files from '../../src/container/files/operations.js'
import type { ContainerStats } from '../../src/container/wire/stats.js'
import type * as container from '../../src/container/operations.js'
import type { Docker } from '../../src/docker.js'
import type * as distribution from '../../src/distribution/operations.js'
import type { InputOf, OutputOf } from '../../src/engine/call/operation.js'
import type * as image from '../../src/image/operations.js'
import type * as network from '../../src/network/operations.js'
import type * as swarm from '../../src/swarm/operations.js'
import type * as system from '../../src/system/operations.js'
import type * as volume from '../../src/volume/operations.js'
import type { ByteDuplex } from '../../src/stream/duplex.js'

// Calls is written by hand, so that it costs a program little; the declarations are what is sent. Checked by the
// compiler alone: neither says more than the other.

type Declared<Module> = Module[keyof Module]
type All =
  | Declared<typeof container>
  | Declared<typeof files>
  | Declared<typeof distribution>
  | Declared<typeof image>
  | Declared<typeof network>
  | Declared<typeof swarm>
  | Declared<typeof system>
  | Declared<typeof volume>
type Of<Id> = Extract<All, { readonly id: Id }>

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : { less: A; more: B }) : { more: A; less: B }

/** `true` for each operation whose line says what its declaration says; for another one, the two that differ. */
type Inputs = { [Id in Exclude<OperationId, keyof OtherShapes>]: Same<Calls[Id]['input'], InputOf<Of<Id>>> }
/** A second shape of an operation, told by a value of its input: each takes a part of what the engine takes. */
interface OtherShapes {
  ExecStart: { input: ExecStartDetached; output: undefined }
  ContainerStats: { input: ContainerStatsOnce; output: ContainerStats }
}
type Told = {
  [Id in keyof OtherShapes]: Calls[Id]['input'] | OtherShapes[Id]['input'] extends InputOf<Of<Id>> ? true : never
}
type Outputs = {
  [Id in OperationId]: Same<
    Calls[Id]['output'] | (Id extends keyof OtherShapes ? OtherShapes[Id]['output'] : never),
    OutputOf<Of<Id>>
  >
}
type Missing = Exclude<All['id'], OperationId>

/** Only `true` for every id compiles here. */
export const inputs = <Every extends Record<OperationId, true>>(every: Every): Every => every
export const checkedInputs = inputs<Inputs & Told>
export const checkedOutputs = inputs<Outputs>
/** No id is left that Calls does not have. */
export const checkedIds: [Missing] extends [never] ? true : Missing = true

declare const docker: Docker

/** One id may have several shapes, told by the input. */
export async function shapes(): Promise<void> {
  const nothing: Promise<undefined> = docker.call('ExecStart', { id: 'e', body: { Detach: true } })
  await nothing
  const pipe: ByteDuplex = await docker.call('ExecStart', { id: 'e', body: { Tty: true } })
  const { cpu_stats }: ContainerStats = await docker.call('ContainerStats', { id: 'c', query: { stream: false } })
  for await (const { read } of await docker.call('ContainerStats', { id: 'c' })) console.log(read, cpu_stats)
  const pulled = await docker.call('ImageCreate', { query: { fromImage: 'nginx', tag: 'alpine' } })
  const imported = await docker.call('ImageCreate', { query: { fromSrc: '-' }, body: new Uint8Array(1) })
  for await (const { status } of pulled) console.log(status, pipe, imported)
  const limits = { Memory: 512n * 1024n ** 2n, NanoCpus: 500_000_000 }
  const { Id } = await docker.call('ContainerCreate', { body: { Image: 'nginx', HostConfig: limits } })
  const net = await docker.call('NetworkInspect', { id: 'front' })
  console.log(Id, net.Name)

  // @ts-expect-error the engine has no such operation
  await docker.call('NetworkInspct', { id: 'front' })
  // @ts-expect-error wire names are the engine's, letter for letter
  console.log(net.Nmae)
  // @ts-expect-error no such parameter
  await docker.call('NetworkInspect', { id: 'front', query: { verbos: true } })
  // @ts-expect-error no such field
  await docker.call('NetworkCreate', { body: { Name: 'a', Intrenal: true } })
  const auth = { username: 'me', password: 'secret' }
  await docker.call('ImagePush', { name: 'team/app', query: { tag: '1' }, headers: { 'X-Registry-Auth': auth } })
  // @ts-expect-error a misspelt header
  await docker.call('ImagePush', { name: 'team/app', headers: { 'X-Registry-Aut': auth } })
  // @ts-expect-error no password
  await docker.call('ImagePush', { name: 'team/app', headers: { 'X-Registry-Auth': { username: 'me' } } })
  // @ts-expect-error a word that the engine does not have
  await docker.call('ContainerList', { query: { filters: { status: 'runing' } } })
  // @ts-expect-error what is read cannot be written
  net.Name = 'other'
}
