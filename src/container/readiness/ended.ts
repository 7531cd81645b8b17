import { plainName } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { lastLines } from '../explain-ended.js'
import { containerInspect } from '../operations.js'
import { exitInEvents, neverRan, notStarted } from '../wait.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { mostLines } from './last-words.js'
import type { Watch } from './watch.js'

/** How much an error repeats of each of its last lines. */
const longestLine = 200

/** The error for a container that ended before it was ready. */
export async function endedError(watch: Watch, found: ContainerInspect): Promise<StateError> {
  const { State } = found
  if (State.Status === 'created') return notStarted(found)
  if (State.StartedAt.startsWith('0001-')) return neverRan(found) // it is being removed
  return exited(watch, State.ExitCode, await (watch.lastWords ?? lastLines(watch.call, found, mostLines)))
}

/** The same for one that is gone: the engine's log of events tells whether it ever ran, and how it ended. */
export async function removedError(watch: Watch): Promise<StateError> {
  const exit = await exitInEvents(watch.call, watch.found)
  return exited(watch, exit === 'unknown' ? undefined : exit.exitCode, (await watch.lastWords) ?? [])
}

function exited(
  { found, container, condition }: Watch,
  exitCode: number | undefined,
  lines: readonly string[],
): StateError<'CONTAINER_EXITED'> {
  const name = plainName(found.Name)
  const how = exitCode === undefined ? 'was removed' : `ended with exit code ${exitCode}`
  const shown = lines.map((line) => `\n    ${line.slice(0, longestLine)}`).join('')
  const wrote = shown === '' ? '' : `; it wrote last:${shown}`
  return new StateError('CONTAINER_EXITED', {
    message: `container ${JSON.stringify(name)} ${how} while it was waited for, and ${condition.not}${wrote}`,
    details: { id: container.id, name, exitCode, lastLines: lines },
    hint:
      shown === ''
        ? 'its log is empty or gone: run its program by hand, or make it without .rm()'
        : 'container.logs() has all that it wrote',
    operation: containerInspect.id,
    target: name,
  })
}
