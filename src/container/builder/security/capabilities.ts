import { nearest } from '../../../engine/call/nearest.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'

/** capabilities(7), without their prefix. */
const names = [
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'PERFMON',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
] as const

type Name = (typeof names)[number]

/** A right of capabilities(7), with or without its prefix. */
export type Capability = Name | `CAP_${Exclude<Name, 'ALL'>}`

/** A right as docker writes it: `CAP_NET_ADMIN`. */
export function toCapability(setter: string, given: unknown): string {
  const plain = typeof given === 'string' ? given.toUpperCase().replace(/^CAP_/, '') : undefined
  const name = names.find((one) => one === plain)
  if (name === 'ALL') return name
  if (name !== undefined) return `CAP_${name}`
  const close = plain === undefined ? undefined : nearest(plain, names)
  const usual = 'give a capability of the kernel, such as NET_ADMIN'
  throw invalidArgument(setter, given, close === undefined ? usual : `did you mean ${JSON.stringify(close)}?`)
}
