import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { writeQuery } from '../../engine/call/encode.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { parseWhen, type ParsedWhen, type When } from '../../docker-words/moment.js'
import type { Decoder } from '../../stream/decoders/decoder.js'
import {
  FrameDecoder,
  MultiplexedReader,
  TerminalReader,
  type Frame,
  type FrameReader,
} from '../../stream/decoders/frames.js'
import { LineDecoder, type Line } from '../../stream/decoders/lines.js'
import { TimedReader, TimedTerminalReader } from '../../stream/decoders/timestamped.js'
import { each, lazily, type Items, type Opened } from '../../stream/items.js'
import { checkBytes, MAX_BYTES, TextGatherer, type TextOptions } from '../../stream/text.js'
import { resolveWhen } from '../../system/clock.js'
import { containerInspect, containerLogs } from '../operations.js'
import { refuseRestart } from './restarted.js'

/** Which part of the log is read. Without any option: all of it, up to now. */
export interface LogsOptions extends CallOptions {
  /**
   * Goes on with what is written from now on, until the container ends. When it was restarted, the loop rejects with
   * RESTARTED at the end of the first run.
   */
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

const NEWLINE = 0x0a

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
  readonly #options: Omit<LogsOptions, 'since' | 'until'>
  readonly #since: ParsedWhen | undefined
  readonly #until: ParsedWhen | undefined

  /** @internal */
  constructor(engine: Engine, container: RefLike<'container'>, options: LogsOptions) {
    checkCallOptions(options, names, 'container.logs')
    const { since, until, ...rest } = options // a copy: it is sent later, and the caller may have changed his by then
    const { follow, tail, timestamps, stdout, stderr } = rest
    writeQuery(containerLogs, { follow, tail, timestamps, stdout, stderr }) // refuses what cannot be, at the call
    this.#since = parseWhen('since', since)
    this.#until = parseWhen('until', until)
    this.#engine = engine
    this.#container = container
    this.#options = rest
  }

  /** The bytes as they were written, both streams in the order of the log. A frame need not end with a line. */
  [Symbol.asyncIterator](): Items<Frame> {
    return lazily((signal) => this.#open(signal, (reader) => new FrameDecoder(reader)), this.#options.signal)
  }

  /** The same, cut into lines of text. A container with a terminal has one stream: all of it is stdout. */
  lines(): AsyncIterable<Line> {
    const open = (signal: AbortSignal) => this.#open(signal, (reader) => new LineDecoder(reader))
    return { [Symbol.asyncIterator]: () => lazily(open, this.#options.signal) }
  }

  /**
   * All of it as one text, both streams in the order of the log. With `timestamps` each line begins with its time, as
   * `docker logs --timestamps` prints it.
   *
   * @example console.log(await web.logs({ tail: 100, stderr: false }).text())
   * @throws StateError TEXT_TOO_LONG above `maxBytes`, 64 MiB unless said otherwise
   */
  async text(options: TextOptions = {}): Promise<string> {
    refuseUnknown(options, ['maxBytes'], 'logs.text')
    const { maxBytes = MAX_BYTES } = options
    checkBytes('maxBytes', maxBytes)
    const gathered = new TextGatherer()
    const isInLine = { stdout: false, stderr: false }
    let bytes = 0
    const add = (data: Uint8Array, stream: Frame['stream']): void => {
      bytes += data.length
      gathered.add(data, stream)
    }
    await each(this, ({ stream, data, time }) => {
      if (time !== undefined && !isInLine[stream]) add(Buffer.from(`${time} `), stream)
      isInLine[stream] = data[data.length - 1] !== NEWLINE
      add(data, stream)
      if (bytes > maxBytes) throw tooLong(nameOf(this.#container), maxBytes)
    })
    return gathered.text()
  }

  async #open<Item>(
    signal: AbortSignal,
    decoderOver: (reader: FrameReader) => Decoder<Uint8Array, Item>,
  ): Promise<Opened<Uint8Array, Item>> {
    const { follow, tail, timestamps = false, stdout = true, stderr = true, timeout } = this.#options
    const call = openCall(this.#engine, { signal, timeout })
    const id = this.#container
    // The reply's Content-Type tells the truth only since API 1.42.
    const { Config, State } = await call.send(containerInspect, { id })
    const since = await resolveWhen(this.#engine, this.#since, call)
    const until = await resolveWhen(this.#engine, this.#until, call)
    const query = { follow, since, until, tail, timestamps, stdout, stderr }
    const bytes = await call.send(containerLogs, { id, query })
    // Up to a moment, the log ends there, whatever the container does.
    const isFollowed = follow === true && until === undefined
    const confirm = isFollowed ? () => refuseRestart(call, id, State) : undefined
    const decoder = decoderOver(frameReader(Config.Tty === true, timestamps))
    return { source: bytes, decoder, confirm, about: { operation: containerLogs.id, target: nameOf(id) } }
  }
}

function frameReader(hasTerminal: boolean, timestamps: boolean): FrameReader {
  if (hasTerminal) return timestamps ? new TimedTerminalReader() : new TerminalReader()
  return timestamps ? new TimedReader() : new MultiplexedReader()
}

function tooLong(target: string, limit: number): StateError<'TEXT_TOO_LONG'> {
  return new StateError('TEXT_TOO_LONG', {
    message: `the log of container ${JSON.stringify(target)} is longer than ${limit} bytes`,
    details: { limit },
    hint: 'give logs({ tail }) or { since }, raise maxBytes, or read it in a loop',
    target,
  })
}
