import type { InputOf, Operation, OutputOf } from '../../engine/call/operation.js'
import { isAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { nameOf, plainName, type Ref } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { untilGone } from '../lifecycle.js'
import {
  containerDelete,
  containerPause,
  containerRename,
  containerStart,
  containerStop,
  containerUnpause,
} from '../operations.js'
import { explainStart } from '../run/explain-start.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { refTo } from './pair.js'

/** How an old one is asked to end. */
export interface Stopping {
  readonly stopTimeout?: number | undefined
  readonly stopSignal?: string | undefined
}

/**
 * The requests of a replacement that change something. Whoever leaves, an engine goes on with what it was asked: `settled()`
 * waits for that, so that what comes next finds what is really there.
 */
export class Changes {
  readonly call: CallContext
  readonly #stopping: Stopping
  #last: Promise<unknown> = Promise.resolve()

  constructor(call: CallContext, stopping: Stopping = {}) {
    this.call = call
    this.#stopping = stopping
  }

  /** Resolves when the engine is done with what it was asked last, well or not. */
  async settled(): Promise<void> {
    await this.#last
  }

  async rename(container: Ref<'container'>, name: string): Promise<void> {
    await this.#send(containerRename, { id: container, query: { name } })
  }

  /** @throws as `start()` does */
  async start(container: Ref<'container'>): Promise<void> {
    try {
      await this.#send(containerStart, { id: container })
    } catch (error) {
      throw await explainStart(this.call, container, error)
    }
  }

  async pause(container: Ref<'container'>): Promise<void> {
    await this.#send(containerPause, { id: container })
  }

  /** Asks it to end, as it was made to be asked, and waits until it has; one that removes itself is gone then. */
  async stop(found: ContainerInspect, { stopTimeout, stopSignal }: Stopping = this.#stopping): Promise<void> {
    const { Id, Name, Config, HostConfig, State } = found
    const container = refTo(Id, plainName(Name))
    const grace = stopTimeout ?? Config.StopTimeout ?? 10
    const { timeout } = this.call.engine.options
    if (State.Paused) await this.#send(containerUnpause, { id: container })
    try {
      const query = { t: stopTimeout, signal: stopSignal }
      await this.#send(containerStop, { id: container, query }, grace < 0 ? Infinity : timeout + grace * 1000)
    } catch (error) {
      if (!isAbsent(error, 'container')) throw error
    }
    if (HostConfig.AutoRemove === true) await this.#waited(untilGone(this.call.undoing(timeout), container), container)
  }

  /** Removes it, and the volumes without a name that it alone has if it is asked to; gone already is fine. */
  async remove(container: Ref<'container'>, { volumes }: { readonly volumes: boolean }): Promise<void> {
    try {
      await this.#send(containerDelete, { id: container, query: { force: true, v: volumes } })
    } catch (error) {
      if (MooringError.is(error, 'REMOVAL_IN_PROGRESS'))
        await this.#waited(untilGone(this.call.undoing(this.call.engine.options.timeout), container), container)
      else if (!isAbsent(error, 'container')) throw error
    }
    this.call.engine.session.release(container)
  }

  #send<Op extends Operation>(
    op: Op,
    input: InputOf<Op> & { readonly id: Ref<'container'> },
    milliseconds = this.call.engine.options.timeout,
  ): Promise<OutputOf<Op>> {
    const { signal } = this.call
    signal?.throwIfAborted()
    return this.#waited(this.call.undoing(milliseconds).send(op, input), input.id, op.id, milliseconds)
  }

  async #waited<Value>(
    sent: Promise<Value>,
    container: Ref<'container'>,
    operation: string = containerStop.id,
    milliseconds = this.call.engine.options.timeout,
  ): Promise<Value> {
    this.#last = sent.catch(() => undefined)
    return await this.call.withDefault(milliseconds).wait(sent, { operation, target: nameOf(container) })
  }
}
