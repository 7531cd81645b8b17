import type { CallOptions } from '../../engine/call/call-options.js'
import type { CallContext } from '../../engine/context.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { ProtocolError } from '../../errors/protocol.js'
import { withoutPasswords } from '../../errors/describe-value.js'
import { containerWait } from '../operations.js'

/** What is waited for: that it has run and has ended (the default), that it ends once more, that it is gone. */
export type WaitCondition = 'not-running' | 'next-exit' | 'removed'

export interface WaitOptions extends CallOptions {
  readonly condition?: WaitCondition | undefined
}

/** How a container ended. */
export interface Exit {
  readonly exitCode: number
}

/** An end that is watched for: the engine has the request, so none is missed. */
export interface ExitWatch {
  readonly exit: () => Promise<Exit>
  /** Gives it up. */
  readonly cancel: () => Promise<void>
}

/** Begins to watch for a container's end; resolves when the engine has taken note. */
export async function watchExit(
  call: CallContext,
  container: RefLike<'container'>,
  condition?: WaitCondition,
): Promise<ExitWatch> {
  const later = await call.send(containerWait, { id: container, query: { condition } })
  let exit: Promise<Exit> | undefined
  const read = async (): Promise<Exit> => {
    const { StatusCode, Error: failed } = await later.value()
    if (failed?.Message === undefined || failed.Message === '') return { exitCode: StatusCode }
    const engineMessage = withoutPasswords(failed.Message)
    throw new ProtocolError('STREAM_FAILED', {
      message: `the engine could not wait for container ${JSON.stringify(nameOf(container))}: ${engineMessage}`,
      details: { engineMessage },
      operation: containerWait.id,
      target: nameOf(container),
    })
  }
  // Read on demand and once: a promise that nobody asked for could be rejected with nobody there.
  return { exit: () => (exit ??= read()), cancel: later.cancel }
}
