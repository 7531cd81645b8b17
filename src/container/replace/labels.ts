/** What the new container says of a replacement, so that any client can finish it or take it back. */
export const replaceLabels = {
  /** The id of the container that it takes the place of. */
  replaces: 'mooring.replaces',
  /** The name that it takes over. */
  name: 'mooring.replaces.name',
  /** What the old one did: `running`, `paused` or `stopped`. */
  was: 'mooring.replaces.was',
  /** Of a spare: the id of the container that it stands by for. */
  spare: 'mooring.replaces.spare',
  /** Of one that is made anew because it depends on another: the id of that other one, as it was before. */
  along: 'mooring.replaces.along',
} as const

/** The name of the new one until it takes over. */
export function nextName(name: string): string {
  return `${name}.mooring-new`
}

/** The name of the spare as long as it only stands by. */
export function spareName(name: string): string {
  return `${name}.mooring-spare`
}

/** The name of the old one from there on, until it is removed. */
export function oldName(name: string): string {
  return `${name}.mooring-old`
}
