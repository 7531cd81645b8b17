import { expect, test } from 'vitest'
import { openCall } from '../../../src/engine/context.js'
import { pruneNetworks, type NetworkPruneFilters } from '../../../src/network/prune.js'
import { fakeEngine } from '../fake-engine.js'

test.each<[unknown, object]>([
  [{ stoped: true }, { code: 'UNKNOWN_OPTION', details: { option: 'stoped', nearest: 'stopped' } }],
  [{ x: 1 }, { code: 'UNKNOWN_OPTION', hint: 'it has: until, label, label!, stopped' }],
  [{ stopped: 'yes' }, { code: 'INVALID_ARGUMENT' }],
  [{ label: [] }, { code: 'INVALID_ARGUMENT', details: { argument: 'filters.label' } }],
  [[], { code: 'INVALID_ARGUMENT' }],
  [null, { code: 'INVALID_ARGUMENT' }],
  [5, { code: 'INVALID_ARGUMENT' }],
])('a prune for %j is refused before anything is sent', async (which, refused) => {
  await using fake = await fakeEngine({})
  const pruning = pruneNetworks(openCall(fake.engine, {}), which as NetworkPruneFilters)
  await expect(pruning).rejects.toMatchObject(refused)
  expect(fake.requests).toEqual([])
})
