import type { About } from '../errors/about.js'
import { ConnectionError } from '../errors/connection.js'
import { ProtocolError } from '../errors/protocol.js'
import { decode, type Decoder, type Items } from './items.js'

/** One line of what the engine tells while it pulls, pushes, builds, loads or imports. The words are the engine's. */
export interface Step {
  /** What happens: `Downloading`, `Pull complete`, ... */
  readonly status?: string | undefined
  /** What it happens to: a layer, or a tag. */
  readonly id?: string | undefined
  /** How far it is: bytes, unless `units` says otherwise. */
  readonly progressDetail?: StepProgress | undefined
  /** The same as a bar drawn by the engine. */
  readonly progress?: string | undefined
  /** Output of a build or a load. */
  readonly stream?: string | undefined
  /** A result, for example `{ ID: 'sha256:...' }` of a build. */
  readonly aux?: unknown
}

/** How far a step is. */
export interface StepProgress {
  readonly current?: number | undefined
  readonly total?: number | undefined
  readonly units?: string | undefined
}

/**
 * Reads documents of the engine's progress format.
 * Rejects with STREAM_FAILED when a line reports an error: the status of the reply was 200 long before.
 */
export function steps(documents: AsyncIterable<unknown>, about?: About): Items<Step> {
  return decode(documents, new StepDecoder(), about)
}

class StepDecoder implements Decoder<unknown, Step> {
  #step: Step | undefined

  push(document: unknown): void {
    if (!isRecord(document)) throw noStep(document)
    const engineMessage = failureOf(document)
    if (engineMessage !== undefined) throw failed(engineMessage)
    this.#step = document
  }

  take(): Step | undefined {
    const step = this.#step
    this.#step = undefined
    return step
  }

  end(): void {
    // A document is a whole step: nothing can be missing.
  }
}

/**
 * Work of the engine that reports how far it is. Iterate it, or await `done()`, or iterate and then await `done()`.
 * The engine stops the work when the connection closes, so `break` gives it up.
 */
export class Progress implements AsyncIterable<Step> {
  readonly #steps: Items<Step>
  #last: Step | undefined
  #outcome: { readonly error: unknown } | 'done' | 'left' | undefined

  constructor(steps: Items<Step>) {
    this.#steps = steps
  }

  /** Continues after the steps that were read before. */
  [Symbol.asyncIterator](): Items<Step> {
    return {
      next: () => this.#next(),
      return: () => this.#leave(),
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  /**
   * Waits for the end, and gives the last step; `undefined` when there was none.
   * Rejects with STREAM_FAILED when the work failed, also when a loop has met the failure before, and with
   * CONNECTION_LOST when a loop was left before the end.
   */
  async done(): Promise<Step | undefined> {
    while (this.#outcome === undefined) await this.#next()
    if (this.#outcome === 'left') throw leftEarly()
    if (this.#outcome !== 'done') throw this.#outcome.error
    return this.#last
  }

  async #next(): Promise<IteratorResult<Step, undefined>> {
    try {
      const result = await this.#steps.next()
      if (result.done === true) this.#outcome ??= 'done'
      else this.#last = result.value
      return result
    } catch (error) {
      this.#outcome ??= { error }
      throw error
    }
  }

  #leave(): Promise<IteratorResult<Step, undefined>> {
    this.#outcome ??= 'left'
    return this.#steps.return()
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The engine's text, when a document reports an error: `errorDetail` since long, `error` alone on some paths. */
function failureOf(document: Record<string, unknown>): string | undefined {
  const { error, errorDetail } = document
  if (isRecord(errorDetail) && typeof errorDetail['message'] === 'string') return errorDetail['message']
  if (typeof error === 'string' && error !== '') return error
  const silent = (errorDetail ?? null) === null && (error ?? '') === ''
  return silent ? undefined : 'the engine reported an error without a text'
}

function failed(engineMessage: string): ProtocolError {
  return new ProtocolError('STREAM_FAILED', {
    message: `The engine began, and then failed: ${engineMessage}`,
    details: { engineMessage },
  })
}

function noStep(document: unknown): ProtocolError {
  const got = Array.isArray(document) ? 'an array' : document === null ? 'null' : typeof document
  const problems = [`expected an object, got ${got}`]
  return new ProtocolError('REPLY_MISMATCH', {
    message: `The engine reported its progress with ${got} instead of an object`,
    details: { wire: 'Step', problems },
  })
}

function leftEarly(): ConnectionError {
  return new ConnectionError('CONNECTION_LOST', {
    message: 'The progress was left before its end, which closed its connection: nobody knows how the work ended',
    hint: 'To wait for the end, let the loop run to its end, or await done() instead of it.',
    details: {},
    sent: 'yes',
  })
}
