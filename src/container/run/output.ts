import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { StateError } from '../../errors/state.js'
import { checkBytes } from '../../stream/text.js'

/** What a program wrote, and how it ended. */
export interface Output {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface OutputOptions extends CallOptions {
  /** Rejects with EXIT_NOT_ZERO when the program fails. */
  readonly check?: boolean | undefined
  /** The most output that is gathered, in bytes; 64 MiB when left out. */
  readonly maxBytes?: number | undefined
}

export function checkOutputOptions(options: OutputOptions, verb: string): void {
  checkCallOptions(options, ['check', 'maxBytes'], verb)
  if (options.maxBytes !== undefined) checkBytes('maxBytes', options.maxBytes)
}

/** The error for a program that failed, when the caller wants one. Its last words stand in the message. */
export function exitNotZero(program: string, target: string, output: Output): StateError<'EXIT_NOT_ZERO'> {
  const { exitCode, stdout, stderr } = output
  const last = stderr.trimEnd().split('\n').at(-1) ?? ''
  return new StateError('EXIT_NOT_ZERO', {
    message: `${JSON.stringify(program)} ended with exit code ${exitCode}${last === '' ? '' : `: ${last.slice(0, 200)}`}`,
    details: { exitCode, stdout, stderr },
    hint: 'details.stdout and details.stderr hold what it wrote',
    target,
  })
}
