// The name of a container says what its output is: how many frames, how long each, and how they are cut into chunks.

/** What a container of the stub writes to its stdout. */
export interface Recipe {
  /** Bytes of each frame, without its header. */
  readonly payload: number
  readonly frames: number
  /** Bytes of one HTTP chunk; `each` is one chunk for each frame. A raw stream has no chunks. */
  readonly chunk: number | 'each'
}

export function nameOf({ payload, frames, chunk }: Recipe): string {
  return `out-${payload}-${frames}-${chunk}`
}

export function recipeOf(name: string): Recipe | undefined {
  const [, payload, frames, chunk] = /^out-(\d+)-(\d+)-(\d+|each)$/.exec(name) ?? []
  if (payload === undefined || frames === undefined || chunk === undefined) return undefined
  return { payload: Number(payload), frames: Number(frames), chunk: chunk === 'each' ? chunk : Number(chunk) }
}

export function payloadBytes({ payload, frames }: Pick<Recipe, 'payload' | 'frames'>): number {
  return payload * frames
}
