import type { Unit } from '../measure/row.js'

/** How the rows of a unit are printed. */
export interface Style {
  /** What is compared. */
  readonly measure: 'cpu' | 'wall' | 'value'
  /** `cost`: times what the base takes, less is better. `speed`: times what the base does, more is better. */
  readonly as: 'cost' | 'speed'
  /** The figure itself, beside the ratio. */
  readonly figure: (value: number) => string
}

/** Two or three digits that count. */
export function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return value.toFixed(0)
  return value.toFixed(size >= 10 ? 1 : 2)
}

export const styles: Readonly<Record<Unit, Style>> = {
  call: { measure: 'cpu', as: 'cost', figure: microseconds },
  MB: { measure: 'cpu', as: 'speed', figure: (perMegabyte) => `${short(1_000_000 / perMegabyte)} MB/s` },
  event: { measure: 'cpu', as: 'speed', figure: (perEvent) => `${short(1000 / perEvent)} k/s` },
  frame: { measure: 'wall', as: 'cost', figure: microseconds },
  operation: { measure: 'cpu', as: 'speed', figure: microseconds },
  process: { measure: 'cpu', as: 'cost', figure: microseconds },
  MiB: { measure: 'value', as: 'cost', figure: (value) => `${short(value)} MiB` },
  ms: { measure: 'value', as: 'cost', figure: (value) => `${short(value)} ms` },
  count: { measure: 'value', as: 'cost', figure: String },
}

function microseconds(value: number): string {
  return value >= 1000 ? `${short(value / 1000)} ms` : `${short(value)} µs`
}
