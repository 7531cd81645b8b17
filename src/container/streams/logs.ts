import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { writeQuery } from '../../engine/call/encode.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { frames, rawFrames, type Frame } from '../../stream/decoders/frames.js'
import type { Items } from '../../stream/items.js'
import { lines, type Line } from '../../stream/decoders/lines.js'
import { checkBytes, MAX_BYTES, type TextOptions } from '../../stream/text.js'
import { timestampedFrames, timestampedRawFrames } from '../../stream/decoders/timestamped.js'
import { checkWhen, resolveWhen, type When } from '../../system/clock.js'
import { lazily } from './lazily.js'
import { containerInspect, containerLogs } from '../operations.js'

/** Which part of the log is read. Without any option: all of it, up to now. */
export interface LogsOptions extends CallOptions {
  /** Goes on with what is written from now on, until the container ends. */
  readonly follow?: boolean | undefined
  /** Only what was written from this moment on, by the engine's clock; `'10m'` is ten minutes ago. */
  readonly since?: When | undefined
  /** Only what was written before this moment. */
  readonly until?: When | undefined
  /** Only so many of the last lines. */
  readonly tail?: number | 'all' | undefined
  /** Gives each item its time. */
  readonly timestamps?: boolean | undefined
  /** Leaves stdout out when false. */
  readonly stdout?: boolean | undefined
  /** Leaves stderr out when false. */
  readonly stderr?: boolean | undefined
}

const names = ['follow', 'since', 'until', 'tail', 'timestamps', 'stdout', 'stderr'] as const

/**
 * A container's log, not yet asked for: the request is made by the first step of a loop, and each loop makes its own.
 * Leaving the loop closes the connection.
 *
 * @example
 * for await (const { line } of web.logs({ follow: true, tail: 10 }).lines()) {
 *   if (line.includes('ready')) break
 * }
 */
export class Logs implements AsyncIterable<Frame> {
  readonly #engine: Engine
  readonly #container: RefLike<'container'>
  readonly #options: LogsOptions

  /** @internal */
  constructor(engine: Engine, container: RefLike<'container'>, options: LogsOptions) {
    checkCallOptions(options, names, 'container.logs')
    const { follow, since, until, tail, timestamps, stdout, stderr } = options
    writeQuery(containerLogs, { follow, tail, timestamps, stdout, stderr }) // refuses what cannot be, at the call
    checkWhen('since', since)
    checkWhen('until', until)
    this.#engine = engine
    this.#container = container
    this.#options = { ...options } // it is sent later: the caller may have changed it by then
  }

  /** The bytes as they were written, both streams in the order of the log. A frame need not end with a line. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Frame, undefined> {
    return lazily((signal) => this.#open(signal), this.#options.signal)
  }

  /** The same, cut into lines of text. A container with a terminal has one stream: all of it is stdout. */
  lines(): AsyncIterable<Line> {
    return {
      [Symbol.asyncIterator]: () => lines(this, { operation: containerLogs.id, target: nameOf(this.#container) }),
    }
  }

  /**
   * All of it as one text, both streams in the order of the log.
   *
   * @example console.log(await web.logs({ tail: 100, stderr: false }).text())
   * @throws StateError TEXT_TOO_LONG above `maxBytes`, 64 MiB unless said otherwise
   */
  async text(options: TextOptions = {}): Promise<string> {
    refuseUnknown(options, ['maxBytes'], 'logs.text')
    const { maxBytes = MAX_BYTES } = options
    checkBytes('maxBytes', maxBytes)
    // One decoder for each stream: a character may be split over frames, with the other stream in between.
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
    let text = ''
    let bytes = 0
    for await (const { stream, data } of this) {
      bytes += data.length
      if (bytes > maxBytes) throw tooLong(nameOf(this.#container), maxBytes)
      text += decoders[stream].decode(data, { stream: true })
    }
    return text + decoders.stdout.decode() + decoders.stderr.decode()
  }

  async #open(signal: AbortSignal): Promise<Items<Frame>> {
    const { follow, since, until, tail, timestamps = false, stdout = true, stderr = true, ...given } = this.#options
    const call = { ...given, signal }
    const id = this.#container
    // The reply's Content-Type tells the truth only since API 1.42.
    const { Config } = await this.#engine.call(containerInspect, { id }, call)
    const [from, to] = [await resolveWhen(this.#engine, since, call), await resolveWhen(this.#engine, until, call)]
    const query = { follow, since: from, until: to, tail, timestamps, stdout, stderr }
    const bytes = await this.#engine.call(containerLogs, { id, query }, call)
    if (Config.Tty === true) return timestamps ? timestampedRawFrames(bytes) : rawFrames(bytes)
    const about = { operation: containerLogs.id, target: nameOf(id) }
    return timestamps ? timestampedFrames(bytes, about) : frames(bytes, about)
  }
}

function tooLong(target: string, limit: number): StateError<'TEXT_TOO_LONG'> {
  return new StateError('TEXT_TOO_LONG', {
    message: `the log of container ${JSON.stringify(target)} is longer than ${limit} bytes`,
    details: { limit },
    hint: 'give logs({ tail }) or { since }, raise maxBytes, or read it in a loop',
    target,
  })
}
