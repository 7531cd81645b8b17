import { readEngine } from '../../lab/engine.js'

/** The newest engine of the lab, for the one part that needs a real one; undefined when the lab is down. */
export function labEngineSocket(): Promise<string | undefined> {
  return readEngine('newest').then(
    ({ socket }) => socket,
    () => undefined,
  )
}
