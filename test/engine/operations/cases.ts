import { expect } from 'vitest'
import type { Container } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import type { Engine } from '../../../src/engine/engine.js'
import type { InputOf, Operation } from '../../../src/engine/call/operation.js'
import type { ErrorCode } from '../../../src/errors/codes.js'
import { EngineError } from '../../../src/errors/engine.js'
import type { Network } from '../../../src/network/network.js'

/** Where a case runs: one engine, with a container that runs and a network that it is on. */
export interface Place {
  readonly engine: Engine
  readonly docker: Docker
  readonly container: Container
  readonly network: Network
}

/** Does something at an engine, and says what must come of it. */
export type Case = (place: Place) => Promise<void>

/** What is promised of one declared operation: three cases, or the words why there cannot be one. */
export interface Cases<Op extends Operation> {
  readonly success: Case
  readonly error: Case | { readonly none: string }
  /** What it is called with where no engine is. */
  readonly noConnection: InputOf<Op>
}

/** A table for the declarations of one module, as they are: the compiler misses whom it leaves out. */
export type CasesOf<Module> = {
  readonly [Name in keyof Module as Module[Name] extends Operation ? Name : never]: Module[Name] extends Operation
    ? Cases<Module[Name]>
    : never
}

interface Refused {
  readonly code: ErrorCode
  /** The class. */
  readonly name: string
  /** What the caller named; nothing for an operation that names nothing. */
  readonly target?: string | undefined
  readonly details?: object | undefined
}

/** Calls an operation that the engine must refuse: in its own words, and told as what it is. */
export function refusal<Op extends Operation>(
  op: Op,
  input: (place: Place) => InputOf<Op>,
  expected: (place: Place) => Refused,
): Case {
  return async (place) => {
    const error: unknown = await place.engine.call(op, input(place)).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    const { code, name, target, details = {} } = expected(place)
    expect(error).toBeInstanceOf(EngineError)
    expect(error).toMatchObject({ code, name, operation: op.id, target, details, sent: 'yes' })
    const { status, engineMessage } = error as EngineError // as was just seen
    expect(status).toBeGreaterThanOrEqual(400)
    expect(engineMessage).not.toBe('')
    expect(engineMessage).not.toMatch(/^HTTP status/)
  }
}

/** A name that nothing has. */
export const nobody = 'mooring-nobody-has-this-name'

/** The refusal of what does not exist. */
export function missing(noun: string): () => Refused {
  return () => ({ code: 'NOT_FOUND', name: 'NotFoundError', target: nobody, details: { noun, ref: nobody } })
}

/** The refusal of a question that the engine finds wrong. */
export const badRequest = (): Refused => ({ code: 'BAD_REQUEST', name: 'BadRequestError' })

/** The refusal of what older engines take for a fault of their own. */
export const serverError = (): Refused => ({ code: 'SERVER_ERROR', name: 'ServerError' })

/** All that a stream gives. */
export async function all<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of stream) items.push(item)
  return items
}
