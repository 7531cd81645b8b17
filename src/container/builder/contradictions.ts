import { conflict } from '../../errors/conflict.js'
import type { ContainerSpec } from './spec.js'

/** Refuses what does not go together, whichever was said first: engines refuse it late, or take it and ignore it. */
export function refuseContradictions(spec: ContainerSpec): void {
  refuseLifetimes(spec)
  refuseMemory(spec)
  refuseCpus(spec)
  refuseRights(spec)
  refuseNamespaces(spec)
}

function refuseLifetimes({ rm, restart }: ContainerSpec): void {
  if (!rm || restart == null || restart.Name === 'no') return
  const sentence = 'a container that is removed when it ends cannot be started again'
  throw conflict('rm()', `restart('${restart.Name}')`, sentence)
}

function refuseMemory({ host }: ContainerSpec): void {
  const { Memory, MemorySwap, MemoryReservation } = host
  if (MemorySwap !== undefined && MemorySwap > 0 && Memory === undefined)
    throw conflict('memorySwap()', 'no memory()', 'memorySwap() is memory and swap together: say memory(), too')
  if (MemorySwap !== undefined && Memory !== undefined && MemorySwap > 0 && MemorySwap < Memory)
    throw conflict('memorySwap()', 'memory()', 'memorySwap() is memory and swap together: it is memory() at least')
  if (MemoryReservation !== undefined && Memory !== undefined && MemoryReservation > Memory)
    throw conflict('memoryReservation()', 'memory()', 'what is left to a container is not more than it may use')
}

function refuseCpus({ host }: ContainerSpec): void {
  if (host.NanoCpus === undefined) return
  const other = host.CpuQuota !== undefined ? 'cpuQuota()' : host.CpuPeriod !== undefined ? 'cpuPeriod()' : undefined
  if (other !== undefined) throw conflict('cpus()', other, 'cpus() says both the quota and the period')
}

function refuseRights({ host }: ContainerSpec): void {
  const both = host.CapAdd?.find((capability) => host.CapDrop?.includes(capability))
  if (both !== undefined) throw conflict('capAdd()', 'capDrop()', `${both} is given and taken away`)
  const { Type, Config } = host.LogConfig ?? {}
  if (Type === 'none' && Object.keys(Config ?? {}).length > 0)
    throw conflict('logOpt()', "logDriver('none')", "logDriver('none') keeps nothing, and has no options")
}

function refuseNamespaces({ host, hostname, modes }: ContainerSpec): void {
  const { UTSMode, IpcMode, ShmSize, Sysctls } = host
  if (UTSMode === 'host' && hostname !== undefined)
    throw conflict('hostname()', "uts('host')", "uts('host') has the hostname of the host")
  const isOwnIpc = IpcMode === undefined || IpcMode === 'private' || IpcMode === 'shareable'
  if (!isOwnIpc && ShmSize !== undefined)
    throw conflict('shmSize()', `ipc('${IpcMode}')`, `ipc('${IpcMode}') has no /dev/shm of its own`)
  const names = Object.keys(Sysctls ?? {})
  const net = names.find((name) => name.startsWith('net.'))
  if (net !== undefined && modes.length === 1 && modes[0] === 'host')
    throw conflict(`sysctl('${net}')`, "net('host')", "net('host') has the network settings of the host: set it there")
  const ipc = names.find((name) => !name.startsWith('net.'))
  if (ipc !== undefined && IpcMode === 'host')
    throw conflict(`sysctl('${ipc}')`, "ipc('host')", "ipc('host') has the IPC settings of the host: set it there")
}
