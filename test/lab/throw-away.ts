import { readFileSync } from 'node:fs'
import { readEngine, type LabEngine } from './engine.js'
import { labEngineNames, labHostNames, labServiceNames } from './names.js'
import { runScript } from './place.js'

export interface ThrowAwaySettings {
  /** whose engine: the Debian release it is unpacked from */
  readonly root: 'bookworm' | 'trixie' | 'forky'
  /** more arguments for dockerd */
  readonly args?: readonly string[] | undefined
  /** more environment for dockerd, like `DOCKER_MIN_API_VERSION` */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** put the lab's images into it (about a second); yes unless said otherwise */
  readonly images?: boolean | undefined
}

/** An engine of one test's own, which may be ended, frozen and started again. */
export interface ThrowAwayEngine extends LabEngine {
  /** the power goes: the engine and its containers are killed; data and network stay */
  kill(): Promise<void>
  /** `systemctl stop docker`: it stops its containers, then ends */
  stop(): Promise<void>
  /** dockerd is stopped in its tracks: it accepts connections and never answers */
  freeze(): void
  thaw(): void
  /** stops it if it runs, and starts it again over the same data; other arguments and environment may be given */
  restart(settings?: Pick<ThrowAwaySettings, 'args' | 'env'>): Promise<void>
  /** ends it and removes its data and its machine; so does `await using` */
  remove(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const labNames: readonly string[] = [...labEngineNames, ...labHostNames, ...labServiceNames]

/** Starts one more engine, on a machine of its own on the LAN. */
export async function startThrowAway(name: string, settings: ThrowAwaySettings): Promise<ThrowAwayEngine> {
  let now: LabEngine

  const start = async ({ args = [], env = {} }: Pick<ThrowAwaySettings, 'args' | 'env'>): Promise<void> => {
    const environment = Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`])
    await runScript('engine-up.sh', name, settings.root, ...environment, '--', ...args)
    now = await readEngine(name)
  }
  const kill = (): Promise<void> => runScript('engine-down.sh', '--kill', name)
  const stop = async (): Promise<void> => {
    signalDockerd(now.pid, 'SIGCONT')
    await runScript('engine-down.sh', name)
  }
  const remove = (): Promise<void> => runScript('host-down.sh', name)

  if (labNames.includes(name)) throw new TypeError(`${name} is one of the lab's own engines: choose another name`)
  await remove() // what a killed run left under this name
  try {
    await start(settings)
    if (settings.images !== false) await runScript('image-import.sh', name)
    now = await readEngine(name)
  } catch (error) {
    await remove()
    throw error
  }
  return {
    ...now,
    // a restart changes both
    get pid() {
      return now.pid
    },
    get apiVersion() {
      return now.apiVersion
    },
    kill,
    stop,
    freeze: () => {
      signalDockerd(now.pid, 'SIGSTOP')
    },
    thaw: () => {
      signalDockerd(now.pid, 'SIGCONT')
    },
    restart: async (changed = {}) => {
      await stop()
      await start({ ...settings, ...changed })
    },
    remove,
    [Symbol.asyncDispose]: remove,
  }
}

/** dockerd is a grandchild of the engine's pid: unshare, docker-init, dockerd. Nothing happens if it has ended. */
function signalDockerd(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  const dockerd = childrenOf(pid)
    .flatMap(childrenOf)
    .find((child) => readOrEmpty(`/proc/${String(child)}/comm`).trim() === 'dockerd')
  if (dockerd !== undefined) process.kill(dockerd, signal)
}

function childrenOf(pid: number): number[] {
  return readOrEmpty(`/proc/${String(pid)}/task/${String(pid)}/children`)
    .split(' ')
    .filter(Boolean)
    .map(Number)
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
