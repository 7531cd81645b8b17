import { ProtocolError } from '../errors/protocol.js'
import { engineError } from '../errors/reasons/engine-error.js'
import { MooringError } from '../errors/base.js'
import { checkFunction } from '../errors/invalid-argument.js'
import { Progress, type StepBytes } from './progress.js'
import { stepOf, type Step } from '../stream/decoders/steps.js'

export type { Step } from '../stream/decoders/steps.js'
export type { StepBytes } from './progress.js'

/** Told of each step, and of how far all of them are. */
export type OnStep = (step: Step, bytes: StepBytes) => void

/** Refuses what cannot be called, before a byte is sent. */
export function checkOnStep(onStep: OnStep | undefined): void {
  if (onStep !== undefined) checkFunction('onStep', onStep, 'give a function: (step, { done, total }) => ...')
}

interface About {
  readonly operation: string
  readonly target: string | undefined
}

/**
 * Follows the engine's work to its end, and gives the last step.
 * A failure that the engine reports in mid-stream gets the same code as one it reports at once:
 * which of the two happens depends on the engine's version.
 */
export async function follow(lines: AsyncIterable<object>, about: About, onStep?: OnStep): Promise<Step | undefined> {
  let last: Step | undefined
  const progress = new Progress()
  try {
    for await (const line of lines) {
      last = stepOf(line)
      onStep?.(last, progress.after(last))
    }
  } catch (error) {
    throw MooringError.is(error, 'STREAM_FAILED') ? failure(error, about) : error
  }
  return last
}

function failure(cause: MooringError<'STREAM_FAILED'>, about: About): MooringError {
  const { engineMessage } = cause.details
  const refusal = engineError({ ...about, noun: 'image', status: 200, text: engineMessage })
  if (refusal.code !== 'SERVER_ERROR') return refusal
  return new ProtocolError('STREAM_FAILED', {
    message: `${about.operation}${about.target === undefined ? '' : ` ${JSON.stringify(about.target)}`} began, and then failed: ${engineMessage}`,
    details: cause.details,
    ...about,
  })
}
