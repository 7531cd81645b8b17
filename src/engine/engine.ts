import { atCaller } from '../errors/at-caller.js'
import { tellAbout, type About } from '../errors/error-context.js'
import { ConnectionError } from '../errors/connection.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { UsageError } from '../errors/usage.js'
import { guardSource, releaseSource } from '../stream/source.js'
import { closedError } from '../transport/connection-errors.js'
import type { HttpRequest, Transport } from '../transport/transport.js'
import { beganAt, checkCallOptions, deadlineOf, isBegun, type CallTerms } from './call/call-options.js'
import { checkBody } from './wire/check.js'
import { debug } from './call/debug.js'
import {
  checkInput,
  refuseTooNew,
  targetOf,
  writeBody,
  writeHeaders,
  writePath,
  writeQuery,
  type AnyInput,
} from './call/encode.js'
import { within } from './call/deadline.js'
import type { Credentials } from './credentials.js'
import type { InputOf, Operation, OutputOf } from './call/operation.js'
import { send } from './call/send.js'
import { Ending } from './session/ending.js'
import { Moment } from './session/moment.js'
import { cleanup } from './session/cleanup.js'
import { closeTime, notAllUndone, removeTime, soon } from './session/closing.js'
import { Session, type Left } from './session/session.js'

export interface EngineOptions {
  /** Finds the engine, once, at the first call. */
  readonly open: () => Promise<Transport>
  /** Asks which API version to speak, once, at the first call that needs one. */
  readonly negotiate: (engine: Engine) => Promise<string>
  /** Milliseconds that a short call may take; Infinity for no deadline. */
  readonly timeout: number
  readonly maxReplyBytes: number
  readonly validateReplies: boolean
  readonly readOnly: boolean
  /** Who asks a registry where a call does not say. */
  readonly credentials: Credentials
  /** The image of the short-lived containers that look at an engine's host from inside. */
  readonly helper: string
  /** Whether that is pulled where it is missing. */
  readonly pullsHelper?: boolean | undefined
}

/** Something with an engine behind it: another client, for `.on(...)`. */
export interface HasEngine {
  readonly engine: Engine
}

/**
 * The engine of another client.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function engineOf(docker: HasEngine): Engine {
  const given: unknown = docker // callers without types may pass anything
  if (typeof given === 'object' && given !== null && 'engine' in given && given.engine instanceof Engine)
    return given.engine
  throw invalidArgument('on', given, 'give a client: new Docker({ host })')
}

/** One engine: turns an operation and its input into a request, and a reply into a value or an error. */
export class Engine {
  /** @internal */
  readonly session = new Session()
  /** @internal */
  readonly ending = new Ending()
  /** @internal */
  readonly options: EngineOptions
  #transport: Promise<Transport> | undefined
  #apiVersion: Promise<string> | undefined
  // The same, once they are there: most calls wait for neither.
  #found: Transport | undefined
  #spoken: string | undefined
  /** @internal When the client is closed. */
  readonly closing = new Moment()
  #closed: Promise<void> | undefined

  /** @internal */
  constructor(options: EngineOptions) {
    this.options = options
  }

  /** @internal Calls one operation of the API. */
  call<Op extends Operation>(op: Op, input: InputOf<Op>, terms: CallTerms = {}): Promise<OutputOf<Op>> {
    const call = this.#call(op, input, terms)
    return this.ending.isArmed && terms.persists !== true ? this.ending.hold(call) : call
  }

  async #call<Op extends Operation>(op: Op, input: InputOf<Op>, terms: CallTerms): Promise<OutputOf<Op>> {
    const given: AnyInput = asGiven(input)
    const source = op.body === 'tar' ? guardSource(given.body) : undefined
    const about = { operation: op.id, target: targetOf(op, given) }
    try {
      if (!isBegun(terms)) checkCallOptions(terms, [], op.id)
      this.#permit(op, about, terms)
      const { signal, persists } = terms
      signal?.throwIfAborted()
      const began = terms.timeout === undefined ? undefined : beganAt(terms)
      checkInput(op, given)
      const path = `${writePath(op, given)}${given.query === undefined ? '' : writeQuery(op, given.query)}`
      const headers = writeHeaders(op, given.headers)
      const body = writeBody(op, given.body)
      const version = op.unversioned ? undefined : (this.#spoken ?? (await this.apiVersion(terms)))
      if (version !== undefined) refuseTooNew(op, given, version)
      const isShort = op.reply.via === 'shared'
      const value = await this.#send(op, {
        method: op.method,
        path: version === undefined ? path : `/v${version}${path}`,
        headers,
        body,
        operation: about.operation,
        target: about.target,
        signal,
        timeout: deadlineOf(terms.timeout ?? (isShort ? this.options.timeout : undefined)),
        began,
        persists,
        maxBytes: isShort ? this.options.maxReplyBytes : undefined,
      })
      return value as OutputOf<Op> // the declaration ties the reply's reader to its type
    } catch (error) {
      releaseSource(source)
      throw atCaller(tellAbout(error, about))
    }
  }

  /** The API version that calls are made with: the newest that both sides know, unless the client was given one. */
  apiVersion(options: CallTerms = {}): Promise<string> {
    this.#apiVersion ??= this.#negotiate()
    const isOver = this.closing.hasPassed || options.signal?.aborted === true
    if (this.#spoken !== undefined && !isOver) return Promise.resolve(this.#spoken)
    const closing = { moment: this.closing, error: () => closedError('no', { operation: 'SystemPing' }) }
    return within(this.#apiVersion, options, versionUnknown, options.persists === true ? undefined : closing)
  }

  async #negotiate(): Promise<string> {
    try {
      return (this.#spoken = await this.options.negotiate(this))
    } catch (error) {
      this.#apiVersion = undefined // the engine may be there next time
      throw error
    }
  }

  /** @internal The way to the engine, found at the first call. */
  transport(): Promise<Transport> {
    return (this.#transport ??= this.#open())
  }

  async #open(): Promise<Transport> {
    try {
      return (this.#found = await this.options.open())
    } catch (error) {
      this.#transport = undefined
      throw error
    }
  }

  /**
   * @internal Takes no more calls, ends streams and sockets, and waits a while for what is being undone. Objects on the
   * engine stay, but for those whose making was given up.
   *
   * @throws StateError STILL_THERE for what could not be undone
   */
  close(): Promise<void> {
    return (this.#closed ??= this.#closeAfter(
      () => this.session.settled(),
      closeTime,
      () => [],
    ))
  }

  /** @internal The same, after removing what this client made and has not released, for a program that has to end. */
  closeAndRemove(): Promise<void> {
    this.ending.begin()
    return (this.#closed ??= this.#closeAfter(
      // each running call fails, and undoes what it made
      () => this.session.settled().then(() => cleanup(this.session, this.options.timeout)),
      removeTime,
      () => this.session.owned,
    ))
  }

  async #closeAfter(undo: () => Promise<void>, milliseconds: number, also: () => readonly Left[]): Promise<void> {
    this.closing.pass()
    const undone = soon(undo(), milliseconds)
    undone.catch(() => undefined) // told below, when the connections are closed
    const transport = await this.#transport?.catch(() => undefined)
    await transport?.close(undone)
    await undone
    const left = [...also(), ...this.session.left]
    if (left.length > 0) throw notAllUndone(left)
  }

  /** @internal Refuses a call that changes something where the client only reads. */
  permitChange(about: About): void {
    if (!this.options.readOnly) return
    const { operation = 'the call' } = about
    throw new UsageError('READ_ONLY', {
      message: `${operation} changes the engine, and this client was opened with readOnly`,
      details: { operation },
      hint: 'use a client without readOnly for what changes things',
      ...about,
    })
  }

  #permit(op: Operation, about: About, { persists = false }: CallTerms): void {
    if (this.closing.hasPassed && !persists) throw closedError('no', about)
    if (op.method !== 'GET' && op.method !== 'HEAD') this.permitChange(about)
  }

  async #send(op: Operation, request: HttpRequest): Promise<unknown> {
    // A call that was still being prepared when the client was closed opens nothing.
    if (this.closing.hasPassed && request.persists !== true) throw closedError('no', request)
    const transport = this.#found ?? (await this.transport())
    debug(request)
    return await send(op, request, transport, this.options, this.ending)
  }

  /** @internal Checks a whole body that a caller wrote by hand, for `call` and `raw`. */
  async checkBody(op: Operation, body: unknown): Promise<void> {
    if (typeof op.body === 'object') await checkBody(op.body, body, { operation: op.id })
  }
}

/** Callers without types may leave the input out. */
function asGiven(input: AnyInput | undefined): AnyInput {
  return input ?? {}
}

function versionUnknown(timeout: number): ConnectionError<'TIMED_OUT'> {
  return new ConnectionError('TIMED_OUT', {
    message: `the engine does not say within ${timeout} ms which API it speaks, so nothing was asked of it`,
    details: { timeout },
    hint: 'look at what the engine is busy with, or pin the option apiVersion',
    operation: 'SystemPing',
    sent: 'no',
  })
}
