import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { contextHost, currentContext } from './contexts.js'
import type { Environment } from './docker-config/config-file.js'
import type { TriedHost } from './errors/codes.js'
import { parseHost, whyNoSocketPath, type HostAddress, type PipeAddress, type UnixAddress } from './transport/host.js'
import { hostText } from './transport/open.js'
import { unreachable, unreachableError } from './transport/connection-errors.js'
import { connectTo } from './transport/unix.js'

/** Where the engine is, and how that was found out. */
export interface FoundHost {
  /** For example `unix:///var/run/docker.sock`. */
  readonly host: string
  /** Who named it. */
  readonly from: string
  readonly address: HostAddress
  /** The places that were looked at before, and why each was not used. */
  readonly tried: readonly TriedHost[]
}

interface Asked {
  readonly host?: string | undefined
  readonly context?: string | undefined
}

/** What was said about where the engine is. */
interface Said {
  /** Nothing, or an empty address, is the default place. */
  readonly named?: { readonly host: string; readonly from: string }
  /** What could not be read on the way. */
  readonly unread?: TriedHost | undefined
}

/**
 * Finds the engine, as the docker CLI would: the option, DOCKER_HOST, the context; then the sockets that engines
 * and desktop products put in well-known places, of which the first that answers is taken.
 *
 * @throws UsageError HOST_INVALID; ConnectionError ENGINE_UNREACHABLE with every place that was tried
 */
export async function findHost(asked: Asked, env: Environment = process.env): Promise<FoundHost> {
  const { named, unread } = await whatIsSaid(asked, env)
  const host = named?.host.trim() ?? ''
  // An address without a path is the default place, too.
  if (named !== undefined && host !== '' && host !== 'unix://')
    return { host, from: named.from, address: parseHost(host, named.from), tried: [] }

  const tried = unread === undefined ? [] : [unread]
  for (const { address, from } of wellKnown(env)) {
    const place = hostText(address)
    const why = await whyNot(address.path)
    if (why === undefined) return { host: place, from, address, tried }
    tried.push({ host: place, from, why })
  }
  throw unreachableError(tried, {})
}

async function whatIsSaid({ host, context }: Asked, env: Environment): Promise<Said> {
  if (host !== undefined) return { named: { host, from: 'the option host' } }
  if (context !== undefined && context !== 'default') return await named(context, 'the option context', env)
  // One of spaces alone is set: it hides the contexts, and means the default place.
  if (env['DOCKER_HOST']) return { named: { host: env['DOCKER_HOST'], from: 'DOCKER_HOST' } }
  const chosen = env['DOCKER_CONTEXT']
  if (chosen === 'default' || context === 'default') return {}
  if (chosen) return await named(chosen, 'DOCKER_CONTEXT', env)
  const { name, unread } = await currentContext(env)
  return name === undefined ? { unread } : await named(name, 'the current docker context', env)
}

async function named(context: string, from: string, env: Environment): Promise<Said> {
  return { named: { host: await contextHost(context, from, env), from: `${from} ${JSON.stringify(context)}` } }
}

interface KnownPlace {
  readonly address: UnixAddress | PipeAddress
  readonly from: string
}

function wellKnown(env: Environment): KnownPlace[] {
  if (process.platform === 'win32')
    return [{ address: { scheme: 'npipe', path: '\\\\.\\pipe\\docker_engine' }, from: 'Docker on Windows' }]
  const home = (...parts: string[]): string => join(homedir(), ...parts)
  const runtime = env['XDG_RUNTIME_DIR']
  const sockets = [
    { path: '/var/run/docker.sock', from: 'Docker Engine' },
    ...(runtime ? [{ path: join(runtime, 'docker.sock'), from: 'rootless Docker' }] : []),
    { path: home('.docker', 'run', 'docker.sock'), from: 'Docker Desktop' },
    { path: home('.docker', 'desktop', 'docker.sock'), from: 'Docker Desktop on Linux' },
    { path: home('.orbstack', 'run', 'docker.sock'), from: 'OrbStack' },
    { path: home('.colima', 'default', 'docker.sock'), from: 'Colima' },
    { path: home('.config', 'colima', 'default', 'docker.sock'), from: 'Colima' },
    { path: home('.rd', 'docker.sock'), from: 'Rancher Desktop' },
    { path: home('.lima', 'default', 'sock', 'docker.sock'), from: 'Lima' },
    ...(runtime ? [{ path: join(runtime, 'podman', 'podman.sock'), from: 'rootless Podman' }] : []),
    { path: '/run/podman/podman.sock', from: 'Podman' },
  ]
  return sockets.map(({ path, from }) => ({ address: { scheme: 'unix', path }, from }))
}

/** Why nobody can be reached at a socket; undefined when somebody answers. */
async function whyNot(path: string): Promise<string | undefined> {
  const why = whyNoSocketPath(path)
  if (why !== undefined) return why
  try {
    if (process.platform !== 'win32' && !(await stat(path)).isSocket()) return 'not a socket'
    const socket = await connectTo(path)({ signal: new AbortController().signal })
    socket.destroy()
    return undefined
  } catch (error) {
    return unreachable(error) ?? String(error)
  }
}
