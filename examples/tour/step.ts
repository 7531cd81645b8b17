import type { Docker } from 'mooring'

/** Where a step is played. */
export interface Scene {
  readonly docker: Docker
  /** A word of the notes as it is here: itself in the lab; as a guest a name with a prefix, a free block, an image that is there. */
  readonly $: (word: string) => string
  /** Two engines on one LAN, where there are two. */
  readonly hosts: readonly [a: Docker, b: Docker] | undefined
}

/** What a step has to say. */
export interface Tell {
  /** What the engine answered. */
  answer(line: string): void
  /** What the step states, and whether it is so. */
  holds(statement: string, fact: boolean): void
}

export interface Step {
  /** The chapter of the notes, on its first step. */
  readonly chapter?: string
  /** The command of the notes. */
  readonly notes: string
  /** The line of mooring for it; a test finds it in the step's own source. */
  readonly code: string
  /** What the notes leave out, or say too shortly. */
  readonly remark?: string
  /** Played on two hosts only. */
  readonly needsHosts?: boolean
  readonly run: (scene: Scene, tell: Tell) => Promise<void>
}
