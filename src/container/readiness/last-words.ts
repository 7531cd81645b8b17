import type { CallContext } from '../../engine/context.js'
import type { Ref } from '../../engine/ref.js'
import { Logs } from '../streams/logs.js'
import type { ContainerInspect } from '../wire/inspect.js'

/** How many of a container's last lines an error tells. */
export const mostLines = 10

/**
 * The last lines of a container that the engine removes when it ends, read while it runs: afterwards they are gone with
 * it. Undefined for one that stays.
 */
export function lastWordsOf(
  call: CallContext,
  container: Ref<'container'>,
  { HostConfig }: ContainerInspect,
): Promise<readonly string[]> | undefined {
  return HostConfig.AutoRemove === true ? follow(call, container) : undefined
}

async function follow(call: CallContext, container: Ref<'container'>): Promise<readonly string[]> {
  const last: string[] = []
  const { signal } = call
  try {
    for await (const { line } of new Logs(call.engine, container, { follow: true, tail: mostLines, signal }).lines()) {
      last.push(line)
      if (last.length > mostLines) last.shift()
    }
  } catch {
    // They only explain.
  }
  return last
}
