import type { ReadSpec } from '../spec/checked-spec.js'
import { membersDiff, membersGone } from './member-steps.js'
import { networksDiff, networksGone, type Adopting } from './network-steps.js'
import type { Seen } from './seen.js'
import type { EngineDiff } from './step.js'

/** What a plan is for: that things are as the spec says, or that they are gone. */
export type Purpose = 'apply' | 'destroy'

/** What is to do on one engine. */
export async function engineDiff(
  seen: Seen,
  read: ReadSpec,
  { adopt, purpose }: Adopting & { readonly purpose: Purpose },
): Promise<EngineDiff> {
  if (purpose === 'destroy') {
    const networks = await networksGone(read, seen, { adopt })
    return { networks: networks.steps, members: membersGone(seen, networks), obstacles: [], kept: networks.kept }
  }
  const networks = await networksDiff(read, seen, { adopt })
  const members = await membersDiff(seen, networks)
  return {
    networks: networks.steps,
    members: members.steps,
    obstacles: [...networks.obstacles, ...seen.missing, ...members.obstacles],
    kept: networks.kept,
  }
}
