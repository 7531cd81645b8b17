import type { Step } from '../../stream/decoders/steps.js'

/** How far a build is. */
export interface BuildProgress {
  /** The number of the instruction that is being carried out, from 1; 0 before the first. */
  readonly step: number
  /** How many instructions there are; 0 before the first. */
  readonly steps: number
  /** The instruction: `RUN make`. */
  readonly instruction: string | undefined
  /** The image that the stages so far have made: `sha256:...`. That of the last stage is the result. */
  readonly imageId: string | undefined
}

/** What was told so far, and the last lines that the instruction printed. */
export interface BuildSoFar extends BuildProgress {
  readonly lastLines: readonly string[]
}

const beginning: BuildProgress = { step: 0, steps: 0, instruction: undefined, imageId: undefined }

/** Lines of a failed instruction that are told with its failure, and how many characters of them. */
const mostLines = 20
const mostText = 8000

/** Follows what the engine's builder tells. */
export class BuildFollower {
  #progress = beginning
  #printed = ''
  #atLineStart = true

  /** Takes in one step, and tells how far the build is with it. */
  see({ stream = '', aux }: Step): BuildProgress {
    const begun = this.#atLineStart ? beginningOf(stream, this.#progress) : undefined
    if (begun !== undefined) this.#begin(begun)
    else this.#print(stream)
    const imageId = idIn(aux)
    if (imageId !== undefined) this.#progress = { ...this.#progress, imageId }
    return this.#progress
  }

  get soFar(): BuildSoFar {
    return { ...this.#progress, lastLines: linesOf(this.#printed) }
  }

  #begin(begun: Pick<BuildProgress, 'step' | 'steps' | 'instruction'>): void {
    this.#progress = { ...this.#progress, ...begun }
    this.#printed = ''
    this.#atLineStart = false
  }

  #print(text: string): void {
    if (text === '') return
    this.#atLineStart = text.replace(colours, '').endsWith('\n')
    this.#printed = (this.#printed + text).slice(-mostText)
  }
}

/** What a program prints to stderr stands between these. */
const colours = /\u001b\[\d*m/g

/**
 * The engine writes `Step 2/3 : RUN make`, and the end of the line by itself. Only the next number counts: a program can
 * print such a line as well.
 */
function beginningOf(
  text: string,
  { step, steps }: BuildProgress,
): Pick<BuildProgress, 'step' | 'steps' | 'instruction'> | undefined {
  const [, number, total, instruction = ''] = /^Step (\d+)\/(\d+) : (.*)$/s.exec(text) ?? []
  const isNext = Number(number) === step + 1 && (steps === 0 || Number(total) === steps)
  return isNext ? { step: Number(number), steps: Number(total), instruction: instruction.trim() } : undefined
}

/** What the engine says between; the second with forceRm(), after an instruction that failed (20.10). */
const ofTheEngine = /^(?: ---> |Removing intermediate container [0-9a-f]{12}$)/

/** The last lines that a program printed, without what the engine says between. */
function linesOf(printed: string): readonly string[] {
  const lines = printed.replace(colours, '').split(/\r?\n/)
  return lines.filter((line) => line !== '' && !ofTheEngine.test(line)).slice(-mostLines)
}

function idIn(aux: unknown): string | undefined {
  if (typeof aux !== 'object' || aux === null || !('ID' in aux)) return undefined
  return typeof aux.ID === 'string' ? aux.ID : undefined
}
