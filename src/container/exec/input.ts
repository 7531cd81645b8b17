import { MooringError } from '../../errors/base.js'
import { isBytes } from '../../errors/brand.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { held, quoted } from '../../errors/describe-value.js'
import { UsageError } from '../../errors/usage.js'
import { releaseSource } from '../../stream/source.js'
import type { Input } from '../streams/stdin.js'

type Piece = string | Uint8Array

/** What can be given to a program's stdin: all at once, or as it comes. */
export type ExecInput = Piece | Iterable<Piece> | AsyncIterable<Piece>

const hint = 'give a text, bytes, or an iterable of them such as a stream'

/** Refuses what no program could read. */
export function checkInput(input: unknown): ExecInput {
  if (isPiece(input)) return input
  const isPieces = typeof input === 'object' && input !== null && !ArrayBuffer.isView(input)
  if (isPieces && Symbol.asyncIterator in input) return input as AsyncIterable<Piece> // each is checked as it comes
  if (!isPieces || !(Symbol.iterator in input)) throw invalidArgument('stdin', input, hint)
  return Array.isArray(input) ? input.map(checkPiece) : (input as Iterable<Piece>) // as above
}

function checkPiece(piece: unknown): Piece {
  if (isPiece(piece)) return piece
  throw invalidArgument('stdin', piece, hint, `stdin cannot hold ${quoted(piece)}`)
}

/**
 * Writes all of it, then ends stdin. A program that ends without reading it all is no failure.
 *
 * @param fail is told the input's own failure
 * @returns what lets go of the input, for when the program has ended
 */
export function pump(input: ExecInput, stdin: Input, fail: (reason: unknown) => void): () => void {
  const pieces = iteratorOf(input)
  let over = false
  const release = (): void => {
    if (over) return
    over = true
    releaseSource(input)
    void returnTo(pieces)
  }
  const run = async (): Promise<void> => {
    try {
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
        if (over || !(await isTaken(stdin, next.value))) return
      }
      over = true // it has come to its own end
      await stdin.end()
    } catch (error) {
      if (!over) fail(error)
    } finally {
      release()
    }
  }
  void run()
  return release
}

function iteratorOf(input: ExecInput): Iterator<Piece> | AsyncIterator<Piece> {
  if (isPiece(input)) return [input].values()
  return Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]()
}

/** Not to be waited for: a generator that waits for something itself comes to its end only after that. */
async function returnTo(pieces: Iterator<Piece> | AsyncIterator<Piece>): Promise<void> {
  try {
    await pieces.return?.()
  } catch {
    // nobody reads it any more
  }
}

/** Writes a piece; false when the program has ended, and takes no more. */
async function isTaken(stdin: Input, piece: unknown): Promise<boolean> {
  if (!isPiece(piece)) throw unfit(piece)
  try {
    await stdin.write(piece)
    return true
  } catch (error) {
    if (MooringError.is(error, 'CONNECTION_LOST')) return false
    throw error
  }
}

function isPiece(value: unknown): value is Piece {
  return typeof value === 'string' || isBytes(value)
}

function unfit(piece: unknown): UsageError<'INVALID_ARGUMENT'> {
  const message = `stdin cannot hold ${quoted(piece)}`
  return new UsageError('INVALID_ARGUMENT', {
    message,
    details: { argument: 'stdin', value: held(piece) },
    hint,
    sent: 'yes',
  })
}
