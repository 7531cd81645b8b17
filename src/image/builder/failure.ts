import { MooringError } from '../../errors/base.js'
import { withoutPasswords } from '../../errors/describe-value.js'
import { engineError } from '../../errors/reasons/engine-error.js'
import { StateError } from '../../errors/state.js'
import { imageBuild } from '../operations.js'
import type { BuildSoFar } from './progress.js'

/** What an engine says of a program that fails is told as that: its output must not be taken for the engine's words. */
const exitCodeIn = /^The command '.*' returned a non-zero code: (\d+)$/s

/**
 * The error for a build that failed after it had begun: that of the engine's refusal where it has a code of its own, such
 * as NOT_FOUND for a base image, and BUILD_FAILED with the instruction, its exit code and its last lines.
 */
export function buildFailure(error: unknown, soFar: BuildSoFar, target: string | undefined): unknown {
  if (!MooringError.is(error, 'STREAM_FAILED')) return error
  const { engineMessage } = error.details
  const [, exitCode] = exitCodeIn.exec(engineMessage) ?? []
  if (exitCode === undefined) {
    const about = { operation: imageBuild.id, target, noun: 'image', status: 200 }
    const refusal = engineError({ ...about, text: engineMessage })
    if (refusal.code !== 'SERVER_ERROR' && refusal.code !== 'BAD_REQUEST') return refusal
  }
  const { step, steps, lastLines } = soFar
  const instruction = soFar.instruction === undefined ? undefined : withoutPasswords(soFar.instruction)
  return new StateError('BUILD_FAILED', {
    message: sentence({ ...soFar, instruction }, engineMessage, exitCode),
    details: {
      step,
      steps,
      instruction,
      exitCode: exitCode === undefined ? undefined : Number(exitCode),
      lastLines,
      engineMessage,
    },
    hint: hintFor(engineMessage),
    operation: imageBuild.id,
    target,
    cause: error,
  })
}

function sentence({ step, steps, instruction, lastLines }: BuildSoFar, says: string, exitCode?: string): string {
  const where = step === 0 ? 'the build failed' : `step ${step} of ${steps} failed: ${instruction ?? ''}`
  const why = exitCode === undefined ? says : `it ended with ${exitCode}${lastLines.length === 0 ? '' : ', and said'}`
  const lines = exitCode === undefined ? [] : lastLines
  return [`${where}: ${why}`, ...lines.map((line) => `  ${line}`)].join('\n')
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /requires BuildKit/,
    'the builder of the engine does not have it: use the CLI, docker build; docs/build.md says how',
  ],
  [/outside the build context/, 'only what lies in the context can be copied: build from a directory further up'],
  [/not found in build context/, 'its path is counted from the context; does .dockerignore leave it out?'],
  [/No image was generated/, 'an image needs one instruction at least after FROM scratch'],
]

function hintFor(says: string): string | undefined {
  return hints.find(([pattern]) => pattern.test(says))?.[1]
}
