import { createHash } from 'node:crypto'
import type { Operation } from '../../src/engine/call/operation.js'
import type { Node } from '../../src/engine/wire/wire.js'

/**
 * A fingerprint of all that is declared of the engine's API. It is written down when the declarations agree with the API
 * files, so that a clone without those files can still tell whether anything was changed since.
 */
export function fingerprint(declared: readonly Operation[]): string {
  const drawn = declared.map(({ id, method, path, refs, query, body, since, addedIn, unversioned, reply }) => ({
    id,
    method,
    path,
    refs,
    query: Object.entries(query).map(([name, param]) => [name, param.since ?? null]),
    body: typeof body === 'object' ? drawing(body, []) : (body ?? null),
    since,
    ...(addedIn !== undefined && { addedIn }),
    unversioned,
    via: reply.via,
    reply: reply.wire === undefined ? null : drawing(reply.wire, []),
  }))
  const texts = drawn.map((one) => JSON.stringify(one)).sort() // the order in a file says nothing
  return createHash('sha256').update(texts.join('\n')).digest('hex')
}

/** A shape as plain data. A definition inside itself is drawn once. */
function drawing(shape: Node, inside: readonly string[]): unknown {
  if ('inner' in shape) return { ...shape, inner: drawing(shape.inner, inside) }
  switch (shape.kind) {
    case 'wire':
      return inside.includes(shape.name)
        ? shape.name
        : { wire: shape.name, is: drawing(shape.definition(), [...inside, shape.name]) }
    case 'object':
      return Object.entries(shape.fields).map(([name, field]) => [name, drawing(field, inside)])
    default:
      return shape
  }
}
