import { tellAbout, type About } from '../errors/error-context.js'
import { pause } from '../stream/abort.js'
import { monotonicTime } from '../time/time.js'
import { closedError, timedOutError } from '../transport/connection-errors.js'
import { began, deadlineOf, type CallOptions, type CallTerms } from './call/call-options.js'
import { within } from './call/deadline.js'
import { refuseTooNew, targetOf, type AnyInput } from './call/encode.js'
import type { InputOf, Operation, OutputOf } from './call/operation.js'
import type { Engine } from './engine.js'

/** Milliseconds that undoing may take, after its caller has left. */
const undoTime = 10_000

/**
 * One public verb on its way: the engine that it asks, the caller's signal, and one deadline for all of its steps.
 *
 * A verb checks its options, opens one context, and hands that to everything below it; nothing below a verb takes
 * options. With a `timeout`, all steps of the verb have that time together. Without one, each short step has the
 * client's, since what lies between them, such as a pull or a program, has no deadline.
 *
 * @example
 * async rename(name: string, options: CallOptions = {}): Promise<Container> {
 *   const call = openCall(this.engine, checked(options))
 *   await call.send(containerRename, { id: this, query: { name } })
 * }
 */
export class CallContext implements CallTerms {
  readonly engine: Engine
  readonly signal: AbortSignal | undefined
  /** Milliseconds for the whole verb, as they were given. */
  readonly timeout: number | undefined
  readonly persists: boolean
  readonly [began]: number

  constructor(engine: Engine, { signal, timeout, persists = false, [began]: start = monotonicTime() }: CallTerms) {
    this.engine = engine
    this.signal = signal
    this.timeout = timeout
    this.persists = persists
    this[began] = start
  }

  /** Sends one operation of the API, and gives what it answers. */
  send<Op extends Operation>(op: Op, input: InputOf<Op>): Promise<OutputOf<Op>> {
    return this.engine.call(op, input, this)
  }

  /** The API version that requests are made with. */
  apiVersion(): Promise<string> {
    return this.engine.apiVersion(this)
  }

  /** Refuses an input that this engine is too old for: for a verb that asks something else before it sends it. */
  async refuseTooNew(op: Operation, input: AnyInput): Promise<void> {
    try {
      refuseTooNew(op, input, await this.apiVersion())
    } catch (error) {
      throw tellAbout(error, { operation: op.id, target: targetOf(op, input) })
    }
  }

  /** Whether the caller has left, or the time is up: what would only explain a failure is not asked any more. */
  get isOver(): boolean {
    if (this.signal?.aborted === true) return true
    const timeout = deadlineOf(this.timeout)
    return timeout !== undefined && monotonicTime() >= this[began] + timeout
  }

  /** Milliseconds that the verb has left; undefined where nobody has said how long it may take. */
  get left(): number | undefined {
    const timeout = deadlineOf(this.timeout)
    return timeout === undefined ? undefined : Math.max(0, this[began] + timeout - monotonicTime())
  }

  /** Lets a while pass, and no more of it than the verb has left; whatever is asked next tells that its time is up. */
  async pause(milliseconds: number): Promise<void> {
    await pause(Math.min(milliseconds, this.left ?? milliseconds), this.signal)
  }

  /** The same verb, with a deadline from now on where the caller gave none. */
  withDefault(timeout: number | undefined): CallContext {
    const { engine, signal, persists } = this
    return this.timeout === undefined ? new CallContext(engine, { signal, persists, timeout }) : this
  }

  /** The same verb as long as another signal, which follows the caller's, does not end it. */
  withSignal(signal: AbortSignal): CallContext {
    return new CallContext(this.engine, { ...this.#terms, signal })
  }

  /**
   * For undoing, and for what cannot be taken back once it is sent: without the caller's signal, with a deadline of its own,
   * and not ended by `close()` at once.
   */
  undoing(timeout: number | undefined = undoTime): CallContext {
    return new CallContext(this.engine, { timeout, persists: true })
  }

  /**
   * The same verb for a request whose end must be known: neither the caller's signal nor the deadline ends it before the
   * time for undoing has passed, too.
   */
  lasting(): CallContext {
    if (this.timeout !== undefined)
      return new CallContext(this.engine, { timeout: this.timeout + undoTime, persists: true, [began]: this[began] })
    return new CallContext(this.engine, { timeout: this.engine.options.timeout + undoTime, persists: true })
  }

  /**
   * Waits for something that goes on by itself, and that a request of this verb began. The caller's abort, the deadline
   * and `close()` end this wait, and nothing else.
   *
   * @param about the call that is waited for, for errors
   */
  wait<Value>(shared: Promise<Value>, about: About): Promise<Value> {
    const { signal, persists } = this
    const terms = this.timeout === undefined ? { signal, persists, timeout: this.engine.options.timeout } : this.#terms
    const late = (timeout: number): Error => timedOutError(timeout, 'unknown', about)
    const closing = { moment: this.engine.closing, error: () => closedError('unknown', about) }
    return within(shared, terms, late, this.persists ? undefined : closing)
  }

  get #terms(): CallTerms {
    const { signal, timeout, persists, [began]: start } = this
    return { signal, timeout, persists, [began]: start }
  }
}

/** Opens the context of a disposal: it has the client's deadline, and a client that is being closed still takes it. */
export function openDisposal(engine: Engine): CallContext {
  return new CallContext(engine, { persists: true })
}

/** Opens the context of a public verb. Its options were checked. */
export function openCall(engine: Engine, { signal, timeout }: CallOptions = {}): CallContext {
  return new CallContext(engine, { signal, timeout })
}

/**
 * The same of a verb that changes something: a client that only reads refuses it before anything is asked.
 *
 * @param about the call that changes it, for the error
 */
export function openChange(engine: Engine, about: About, options: CallOptions): CallContext {
  engine.permitChange(about)
  return openCall(engine, options)
}
