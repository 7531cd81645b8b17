import type { CallContext } from '../../engine/context.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { ConnectionError } from '../../errors/connection.js'
import { isAbsent } from '../../engine/absent.js'
import { containerAttach, containerInspect } from '../operations.js'
import type { HostConfig } from '../wire/host-config.js'
import { watchExit, type Exit, type ExitWatch } from './exit-watch.js'

interface AttachedExitParts {
  readonly call: CallContext
  readonly container: RefLike<'container'>
  readonly watch: ExitWatch
}

/** The exit of an attached container: watched from before the streams were opened until nobody wants to know it. */
export class AttachedExit {
  readonly #parts: AttachedExitParts
  #watch: ExitWatch
  /** `idle`: nobody asks, and somebody may. `over`: given up; the next one to ask asks the engine anew. */
  #state: 'idle' | 'awaited' | 'known' | 'over' = 'idle'

  constructor(parts: AttachedExitParts) {
    this.#parts = parts
    this.#watch = parts.watch
  }

  async exit(givenUp: AbortSignal): Promise<Exit> {
    const isOver = this.#state === 'over'
    if (this.#state !== 'known') this.#state = 'awaited'
    givenUp.addEventListener('abort', () => this.#giveUp())
    if (isOver) await this.#watchAnew(givenUp)
    return await this.#read()
  }

  /** The streams are gone. Gives the watch up unless somebody waits for it. */
  release(): void {
    if (this.#state === 'idle') this.#giveUp()
  }

  /**
   * Waits for the exit that the end of the streams stands for: the streams of an engine that died end in the same way.
   *
   * @throws ConnectionError CONNECTION_LOST
   */
  async confirm(): Promise<void> {
    await this.#orLost(() => this.#read())
  }

  /** The same for streams with stdin: they may have been left with the detach keys, and then the container runs on. */
  async confirmEngine(config: HostConfig | undefined): Promise<void> {
    const { container, call } = this.#parts
    await this.#orLost(() => call.send(containerInspect, { id: container }))
    // A container that has just ended still counts as running for a moment. Most can be asked later how they ended.
    if (isRemembered(config)) this.release()
  }

  async #read(): Promise<Exit> {
    const exit = await this.#watch.exit()
    this.#state = 'known'
    return exit
  }

  async #watchAnew(givenUp: AbortSignal): Promise<void> {
    const { container, call } = this.#parts
    this.#watch = await watchExit(call, container)
    if (givenUp.aborted) this.#giveUp()
  }

  #giveUp(): void {
    if (this.#state === 'known') return
    this.#state = 'over'
    void this.#watch.cancel()
  }

  async #orLost(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask()
    } catch (error) {
      if (isAbsent(error, 'container')) return
      throw this.#isOurs(error) ? error : lost(nameOf(this.#parts.container), error)
    }
  }

  /** Whether an error comes from this side: the caller's abort, the deadline, the closed client. */
  #isOurs(error: unknown): boolean {
    const { signal } = this.#parts.call
    if (signal?.aborted === true && error === signal.reason) return true
    return MooringError.is(error, 'TIMED_OUT') || MooringError.is(error, 'CLIENT_CLOSED')
  }
}

/** Whether a container that has ended can still be asked for its exit code: it is not removed, and not run again. */
function isRemembered(config: HostConfig | undefined): boolean {
  const restarts = config?.RestartPolicy?.Name ?? 'no'
  return config?.AutoRemove !== true && (restarts === 'no' || restarts === '')
}

function lost(target: string, cause: unknown): ConnectionError<'CONNECTION_LOST'> {
  return new ConnectionError('CONNECTION_LOST', {
    message: `the connection to container ${JSON.stringify(target)} ended, and the engine cannot say why`,
    details: {},
    hint: 'the output may be incomplete',
    operation: containerAttach.id,
    target,
    sent: 'yes',
    cause,
  })
}
