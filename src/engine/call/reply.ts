import { atCaller } from '../../errors/at-caller.js'
import { tellAbout } from '../../errors/error-context.js'
import { ProtocolError } from '../../errors/protocol.js'
import { parseJson } from '../../stream/json/json.js'
import { DocumentDecoder } from '../../stream/decoders/ndjson.js'
import type { ByteDuplex } from '../../stream/duplex.js'
import { decode, type Items } from '../../stream/items.js'
import { textOf } from '../../stream/text.js'
import { wholeText } from '../../stream/whole-text.js'
import type { HttpHeaders, HttpReply, HttpStream } from '../../transport/transport.js'
import type { AnyWire, WireOf } from '../wire/wire.js'

/** What a reply's reader may ask for. */
export interface ReplyContext {
  readonly operation: string
  readonly target: string | undefined
  /** The full check of the schema, if the client was opened with `validateReplies`. */
  readonly check: ((wire: AnyWire, value: unknown) => Promise<void>) | undefined
}

/** A reply that arrives whole, over a shared connection. */
export interface SharedReply<Value> {
  readonly via: 'shared'
  readonly read: (reply: HttpReply, context: ReplyContext) => Value | Promise<Value>
}

/** A reply that takes its time, over a connection of its own and without a deadline. */
export interface StreamReply<Value> {
  readonly via: 'stream'
  readonly read: (reply: HttpStream, context: ReplyContext) => Value | Promise<Value>
}

/** A raw pipe. */
export interface UpgradeReply<Value> {
  readonly via: 'upgrade'
  readonly read: (duplex: ByteDuplex, context: ReplyContext) => Value | Promise<Value>
}

export type Reply<Value> = (SharedReply<Value> | StreamReply<Value> | UpgradeReply<Value>) & {
  /** The definition of what it holds, or of each item. */
  readonly wire?: AnyWire
}

/** A value that the engine will give later; the request is registered already. */
export interface Later<Value> {
  readonly value: () => Promise<Value>
  /** Gives the wait up. */
  readonly cancel: () => Promise<void>
}

const laterBytes = 1024 * 1024
const inTimeBytes = 64 * 1024 * 1024

function mismatch(wire: string, found: unknown, context: ReplyContext): ProtocolError<'REPLY_MISMATCH'> {
  const kind = found === null ? 'null' : Array.isArray(found) ? 'a list' : `a ${typeof found}`
  return new ProtocolError('REPLY_MISMATCH', {
    message: `the reply to ${context.operation} is ${kind}, not ${wire}`,
    details: { wire, problems: [kind] },
    hint: 'is something other than a Docker engine answering at this address?',
    operation: context.operation,
    target: context.target,
  })
}

/** Cheap, and always done: an object where an object must be. */
function anObject<W extends AnyWire>(wire: W, value: unknown, context: ReplyContext): WireOf<W> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(wire.name, value, context)
  return value as WireOf<W> // its structure was checked; the rest is the API's promise, or the schema's check
}

/** Checked whole where the client was told so; without a promise where it was not. */
function checkedObject<W extends AnyWire>(
  wire: W,
  value: unknown,
  context: ReplyContext,
): WireOf<W> | Promise<WireOf<W>> {
  const object = anObject(wire, value, context)
  return context.check === undefined ? object : context.check(wire, object).then(() => object)
}

function object<W extends AnyWire>(wire: W): SharedReply<WireOf<W>> & { readonly wire: W } {
  return {
    wire,
    via: 'shared',
    read: (reply, context) => checkedObject(wire, parseJson(wholeText(reply.body)), context),
  }
}

function list<W extends AnyWire>(wire: W): SharedReply<WireOf<W>[]> & { readonly wire: W } {
  return {
    wire,
    via: 'shared',
    read: ({ body }, context) => {
      const value = parseJson(wholeText(body))
      if (!Array.isArray(value)) throw mismatch(`a list of ${wire.name}`, value, context)
      const items = value as WireOf<W>[] // as above
      return context.check === undefined ? items : checkedItems(wire, items, context.check)
    },
  }
}

async function checkedItems<W extends AnyWire>(
  wire: W,
  items: WireOf<W>[],
  check: NonNullable<ReplyContext['check']>,
): Promise<WireOf<W>[]> {
  for (const item of items) await check(wire, item)
  return items
}

/** As `object`, for what the engine may have to work out for minutes: it must not hold a shared connection. */
function objectInTime<W extends AnyWire>(wire: W): StreamReply<WireOf<W>> & { readonly wire: W } {
  return {
    wire,
    via: 'stream',
    read: async ({ body }, context) => await checkedObject(wire, parseJson(await readText(body, inTimeBytes)), context),
  }
}

/** Engines write `null` for some lists that are empty. */
function listOrNull<W extends AnyWire>(wire: W): SharedReply<WireOf<W>[]> & { readonly wire: W } {
  const { read } = list(wire)
  return {
    wire,
    via: 'shared',
    read: (whole, context) => (wholeText(whole.body).trim() === 'null' ? [] : read(whole, context)),
  }
}

/** One text, in JSON. */
const text: SharedReply<string> = {
  via: 'shared',
  read: ({ body }, context) => {
    const value = parseJson(wholeText(body))
    if (typeof value !== 'string') throw mismatch('a text', value, context)
    return value
  },
}

const nothing: SharedReply<undefined> = { via: 'shared', read: () => undefined }

/** Whether anything changed: the engine says 304 when it was so already. */
const changed: SharedReply<boolean> = { via: 'shared', read: ({ status }) => status !== 304 }

/** As `changed`, for what may take as long as a container's grace period: it must not hold a shared connection. */
const changedInTime: StreamReply<boolean> = {
  via: 'stream',
  read: async ({ status, body }) => {
    await body.return?.()
    return status !== 304
  },
}

/** As `nothing`, for what may take as long. */
const doneInTime: StreamReply<undefined> = {
  via: 'stream',
  read: async ({ body }) => {
    await body.return?.()
    return undefined
  },
}

/** What the headers say. */
function headers<Value>(read: (headers: HttpHeaders, context: ReplyContext) => Value): SharedReply<Value> {
  return { via: 'shared', read: (reply, context) => read(reply.headers, context) }
}

/** Bytes, and what the headers before them say. */
function bytesWith<Info>(
  read: (headers: HttpHeaders, context: ReplyContext) => Info,
): StreamReply<{ readonly info: Info; readonly bytes: AsyncIterableIterator<Uint8Array> }> {
  return {
    via: 'stream',
    read: async ({ headers, body }, context) => {
      try {
        return { info: read(headers, context), bytes: body }
      } catch (error) {
        await body.return?.()
        throw error
      }
    },
  }
}

const bytes: StreamReply<AsyncIterableIterator<Uint8Array>> = { via: 'stream', read: ({ body }) => body }

function values<W extends AnyWire>(wire: W): StreamReply<Items<WireOf<W>>> & { readonly wire: W } {
  return {
    wire,
    via: 'stream',
    read: ({ body }, context) => {
      const { check } = context
      const documents = new DocumentDecoder((document) => anObject(wire, document, context))
      return decode(body, documents, context, check && { check: (item) => check(wire, item) })
    },
  }
}

async function readText(body: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const { text, isTooLong } = await textOf(body, limit)
  if (isTooLong) throw tooLarge(limit)
  return text
}

function tooLarge(limit: number): ProtocolError<'REPLY_TOO_LARGE'> {
  return new ProtocolError('REPLY_TOO_LARGE', {
    message: `what the engine gave in the end is larger than ${limit} bytes`,
    details: { limit },
    hint: 'is something other than a Docker engine answering at this address?',
  })
}

function later<W extends AnyWire>(wire: W): StreamReply<Later<WireOf<W>>> & { readonly wire: W } {
  return {
    wire,
    via: 'stream',
    read: ({ body }, context) => ({
      value: async () => {
        try {
          return await checkedObject(wire, parseJson(await readText(body, laterBytes)), context)
        } catch (error) {
          throw atCaller(tellAbout(error, context))
        }
      },
      cancel: async () => {
        await body.return?.()
      },
    }),
  }
}

const duplex: UpgradeReply<ByteDuplex> = { via: 'upgrade', read: (pipe) => pipe }

/** The kinds of replies an operation can have. */
export const reply = {
  object,
  objectInTime,
  list,
  listOrNull,
  text,
  nothing,
  changed,
  changedInTime,
  doneInTime,
  headers,
  bytes,
  bytesWith,
  values,
  later,
  duplex,
}
