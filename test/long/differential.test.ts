import { expect, test } from 'vitest'
import { compare } from '../engine/network/differential/compare.js'
import { openGround } from '../engine/network/differential/ground.js'

test.concurrent.each(['e20', 'e26', 'newest'] as const)(
  '2,000 networks at random are taken or refused alike by mooring and engine %s',
  async (name) => {
    await using ground = await openGround(name, 'differ-long')
    const { figures, mismatches, broken } = await compare(ground, { seed: 7, from: 0, to: 2000 })
    console.log(`2,000 networks on ${name}, ${broken.size} rules broken: ${JSON.stringify(figures)}`)
    expect(mismatches).toEqual([])
    expect(figures.made).toBeGreaterThan(800)
  },
)
