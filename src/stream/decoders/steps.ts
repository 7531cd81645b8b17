import { withoutPasswords } from '../../errors/describe-value.js'
import { ProtocolError } from '../../errors/protocol.js'

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
 * A document of the engine's progress format as a step.
 *
 * @throws ProtocolError STREAM_FAILED when it reports an error: the status of the reply was 200 long before
 */
export function stepOf(document: object): Step {
  const engineMessage = failureOf(document)
  if (engineMessage !== undefined) throw failed(withoutPasswords(engineMessage))
  return document
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The engine's text, when a document reports an error: `errorDetail` since long, `error` alone on some paths. */
function failureOf(document: { readonly error?: unknown; readonly errorDetail?: unknown }): string | undefined {
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
