// How wide a text is drawn. No font is at hand: the widths are those of DejaVu Sans, one of the widest in use.

const narrow = /[ijl.,:;'|!()[\]/ ft]/
const wide = /[mwMW@%]/
const full = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u

/** The width of each sign that was met: a big picture has a million of them. */
const ems = new Map<string, number>()

/** About so many pixels, at a font size in pixels. */
export function widthOf(text: string, size: number): number {
  let sum = 0
  for (const one of text) sum += ems.get(one) ?? emsOf(one)
  return sum * size
}

function emsOf(one: string): number {
  const width = full.test(one) ? 1.05 : wide.test(one) ? 1 : narrow.test(one) ? 0.4 : 0.64
  // names may hold anything, and a program may draw for years
  if (ems.size < 1000) ems.set(one, width)
  return width
}

/** The text, without its middle where it is too wide: names differ at both ends. */
export function fitted(text: string, size: number, most: number): string {
  if (widthOf(text, size) <= most) return text
  const signs = Array.from(text)
  const room = most - widthOf('…', size)
  let head = ''
  let tail = ''
  for (let at = 0; at * 2 < signs.length; at++) {
    const left = head + (signs[at] ?? '')
    if (widthOf(left + tail, size) > room) break
    head = left
    const right = (signs[signs.length - 1 - at] ?? '') + tail
    if (widthOf(head + right, size) > room) break
    tail = right
  }
  return `${head}…${tail}`
}
