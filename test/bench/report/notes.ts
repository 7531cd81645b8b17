import { parts } from '../parts/parts.js'

/** The notes that are written by hand, by the part that each stands under. */
export function notesByPart(text: string): ReadonlyMap<string, string> {
  const [, ...pieces] = text.split(/^## /m)
  const notes = pieces.map((piece) => {
    const end = piece.indexOf('\n')
    const part = piece.slice(0, end).trim()
    if (!Object.hasOwn(parts, part)) throw new Error(`notes.md has a heading "${part}", which is no part of the bench`)
    return [part, piece.slice(end).trim()] as const
  })
  return new Map(notes.filter(([, note]) => note !== ''))
}
