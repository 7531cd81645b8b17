import type { About } from '../../errors/error-context.js'
import { ProtocolError } from '../../errors/protocol.js'
import { decode, type Items } from '../items.js'
import type { Decoder } from './decoder.js'

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
