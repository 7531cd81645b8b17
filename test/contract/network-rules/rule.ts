import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import type { Docker } from '../../../src/docker.js'
import type { ErrorCode } from '../../../src/errors/codes.js'
import type { NetworkCreateRequest } from '../../../src/network/wire/requests.js'

/** A rule of docker's networks: who holds it, with which words, and which test says so. */
export interface Rule {
  readonly id: `R${number}`
  /** One sentence. */
  readonly rule: string
  /** What engines do without mooring, by version. */
  readonly engines: string
  /** `null` where nobody refuses anything: the rule says what happens. */
  readonly code: ErrorCode | null
  /** Whether the compiler says it of a literal, too. */
  readonly compiler?: true
  /** What breaks it, and is refused before a byte is sent. */
  readonly breaks?: (docker: Docker) => unknown
  /** A block that the refused request names: it must be free afterwards. */
  readonly block?: string
  /** What an engine says, for rules that only the engine can hold. */
  readonly says?: { readonly to: string; readonly text: string; readonly status: number }
  /** The test that holds it; rules with `breaks` are held by their rows. */
  readonly test?: { readonly file: string; readonly title: string }
}

/** What comes out of a file: the compiler cannot see what it is. */
export const untyped = (value: unknown): never => value as never

export const bridge = (docker: Docker) => docker.network.bridge('rules')
export const pooled = (docker: Docker, subnet: string) => bridge(docker).subnet(subnet)
export const run = (docker: Docker): ContainerBuilder => docker.container.run('lab/busybox:1', 'true')

/** A body that was written by hand. */
export const raw = (body: Partial<NetworkCreateRequest>) => (docker: Docker) => bridge(docker).raw(body).create()
