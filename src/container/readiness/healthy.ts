import { plainName } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { containerInspect } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { states } from './states.js'
import type { Watch } from './watch.js'

/**
 * Waits until the health check of a container says that it works.
 *
 * @throws StateError NO_HEALTHCHECK, UNHEALTHY with what the check wrote last
 */
export async function untilHealthy(watch: Watch): Promise<void> {
  // Before events are asked for: an engine with much to do takes seconds to answer that.
  if (isLive(watch.found) && isHealthy(watch.found)) return
  for await (const found of states(watch)) {
    if (isHealthy(found)) return
    const { Health } = found.State
    const { exitCode, output = '' } = lastCheck(found) ?? {}
    const result = exitCode === undefined ? 'no check has ended yet' : `its last check ended with exit code ${exitCode}`
    watch.seen.look = `its health is ${Health?.Status ?? 'starting'}, ${result}${output === '' ? '' : `: ${output}`}`
  }
}

/** @throws StateError NO_HEALTHCHECK, UNHEALTHY */
function isHealthy(found: ContainerInspect): boolean {
  refuseWithoutCheck(found)
  const { Health } = found.State
  if (Health?.Status === 'unhealthy') throw unhealthy(found)
  return Health?.Status === 'healthy'
}

/** Whether it runs, or is still to be started: what the engine says of an ended one tells of its last run. */
function isLive({ State: { Status, Error: failure } }: ContainerInspect): boolean {
  return Status === 'running' || Status === 'paused' || (Status === 'created' && failure === '')
}

/** Whether the engine looks at its health, because its image or its maker says so. */
export function hasHealthCheck({ Config }: ContainerInspect): boolean {
  const [kind] = Config.Healthcheck?.Test ?? []
  return kind !== undefined && kind !== 'NONE'
}

/** @throws StateError NO_HEALTHCHECK */
export function refuseWithoutCheck(found: ContainerInspect): void {
  if (hasHealthCheck(found)) return
  const { Id, Name } = found
  const name = plainName(Name)
  throw new StateError('NO_HEALTHCHECK', {
    message: `container ${JSON.stringify(name)} has no health check, so it never becomes healthy`,
    details: { id: Id, name },
    hint: "make it with .health({ shell: '...' }), or wait for { port }, { http } or { log }",
    operation: containerInspect.id,
    target: name,
  })
}

function unhealthy(found: ContainerInspect): StateError<'UNHEALTHY'> {
  const name = plainName(found.Name)
  const { exitCode, output = '' } = lastCheck(found) ?? {}
  const line = output.split('\n').at(-1)?.slice(0, 200) ?? ''
  return new StateError('UNHEALTHY', {
    message: `container ${JSON.stringify(name)} is unhealthy: its check ended with exit code ${exitCode}${line === '' ? '' : `: ${line}`}`,
    details: { id: found.Id, name, exitCode, output, failingStreak: found.State.Health?.FailingStreak ?? 0 },
    hint: 'details.output is all that the check wrote; container.logs() is what its program did',
    operation: containerInspect.id,
    target: name,
  })
}

function lastCheck({ State }: ContainerInspect): { readonly exitCode: number; readonly output: string } | undefined {
  const last = State.Health?.Log?.at(-1)
  return last === undefined ? undefined : { exitCode: last.ExitCode, output: last.Output.trimEnd() }
}
