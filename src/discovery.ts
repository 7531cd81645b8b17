import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { contextHost, currentContext, type Environment } from './contexts.js'
import type { TriedHost } from './errors/codes.js'
import { parseHost } from './transport/host.js'
import { unreachable, unreachableError } from './transport/connection-errors.js'

/** Where the engine is, and how that was found out. */
export interface FoundHost {
  /** For example `unix:///var/run/docker.sock`. */
  readonly host: string
  /** Who named it. */
  readonly from: string
  readonly path: string
  /** The places that were looked at before, and why each was not used. */
  readonly tried: readonly TriedHost[]
}

interface Asked {
  readonly host?: string | undefined
  readonly context?: string | undefined
}

/**
 * Finds the engine, as the docker CLI would: the option, DOCKER_HOST, the context; then the sockets that engines
 * and desktop products put in well-known places, of which the first that answers is taken.
 *
 * @throws UsageError HOST_INVALID; ConnectionError ENGINE_UNREACHABLE with every place that was tried
 */
export async function findHost(asked: Asked, env: Environment = process.env): Promise<FoundHost> {
  const named = await namedHost(asked, env)
  if (named !== undefined) return { ...named, path: parseHost(named.host, named.from).path, tried: [] }

  const tried: TriedHost[] = []
  for (const { path, from } of wellKnown(env)) {
    const host = `${process.platform === 'win32' ? 'npipe' : 'unix'}://${path}`
    const why = await whyNot(path)
    if (why === undefined) return { host, from, path, tried }
    tried.push({ host, from, why })
  }
  throw unreachableError(tried, {})
}

async function namedHost(
  { host, context }: Asked,
  env: Environment,
): Promise<{ host: string; from: string } | undefined> {
  if (host !== undefined) return { host, from: 'the option host' }
  if (context !== undefined && context !== 'default') return named(context, 'the option context', env)
  if (env['DOCKER_HOST']) return { host: env['DOCKER_HOST'], from: 'DOCKER_HOST' }
  const chosen = env['DOCKER_CONTEXT']
  if (chosen && chosen !== 'default') return named(chosen, 'DOCKER_CONTEXT', env)
  if (chosen === 'default' || context === 'default') return undefined
  const current = await currentContext(env)
  return current === undefined ? undefined : named(current, 'the current docker context', env)
}

async function named(context: string, from: string, env: Environment): Promise<{ host: string; from: string }> {
  return { host: await contextHost(context, from, env), from: `${from} ${JSON.stringify(context)}` }
}

function wellKnown(env: Environment): { path: string; from: string }[] {
  if (process.platform === 'win32') return [{ path: '//./pipe/docker_engine', from: 'Docker on Windows' }]
  const home = (...parts: string[]): string => join(homedir(), ...parts)
  const runtime = env['XDG_RUNTIME_DIR']
  return [
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
}

/** Why nobody can be reached at a socket; undefined when somebody answers. */
async function whyNot(path: string): Promise<string | undefined> {
  try {
    if (process.platform !== 'win32' && !(await stat(path)).isSocket()) return 'not a socket'
    await new Promise<void>((resolve, reject) => {
      const socket = connect({ path })
      socket.once('connect', () => {
        socket.destroy()
        resolve()
      })
      socket.once('error', reject)
    })
    return undefined
  } catch (error) {
    return unreachable(error) ?? String(error)
  }
}
