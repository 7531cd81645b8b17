import type { Step } from '../stream/decoders/steps.js'

/** How far the work is, in bytes. Neither number ever falls, and `done` is at most `total`. */
export interface StepBytes {
  /** Bytes that were carried so far: downloaded, uploaded, or taken in. Unpacking comes after, and does not count. */
  readonly done: number
  /** Bytes of what the engine has told so far. It grows while the work goes on, with each layer that begins. */
  readonly total: number
}

/** The bytes of one layer. */
interface Carried {
  readonly done: number
  readonly total: number
}

/** The words of steps that tell of bytes on their way. `Extracting` comes after, and counts the same bytes again. */
const carrying = /^(?:Downloading|Pushing|Loading layer|Importing)$/
/** The words of steps that end the way of a layer: engines leave out the last number of some. */
const carried = /^(?:Verifying Checksum|Download complete|Pull complete|Pushed)$/

/** Adds up what the steps of one work tell of its layers. */
export class Progress {
  readonly #layers = new Map<string, Carried>()

  /** The sum after one more step. */
  after({ status = '', id = '', progressDetail }: Step): StepBytes {
    const before = this.#layers.get(id)
    if (carrying.test(status) && isBytes(progressDetail?.units)) {
      // A layer that is tried again begins at zero again, and some engines count more bytes than they foretold.
      const done = Math.max(whole(progressDetail?.current), before?.done ?? 0)
      this.#layers.set(id, { done, total: Math.max(whole(progressDetail?.total), before?.total ?? 0, done) })
    }
    if (carried.test(status) && before !== undefined) this.#layers.set(id, { done: before.total, total: before.total })
    return this.#sum()
  }

  #sum(): StepBytes {
    let done = 0
    let total = 0
    for (const layer of this.#layers.values()) {
      done += layer.done
      total += layer.total
    }
    return { done, total }
  }
}

function isBytes(units: string | undefined): boolean {
  return units === undefined || units === ''
}

/** Engines write -1, or nothing, for a number that they do not know. */
function whole(count: number | undefined): number {
  return count !== undefined && count > 0 ? count : 0
}
