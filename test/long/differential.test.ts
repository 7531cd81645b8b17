import { expect, test } from 'vitest'
import { compare } from '../engine/network/differential/compare.js'
import type { RuleId } from '../../src/network/rules/violations.js'
import { openGround } from '../engine/network/differential/ground.js'

/** What a body for a create can break, and mooring knows without the engine. */
const rulesOfCreate: readonly RuleId[] = [
  ...([
    'R01',
    'R02',
    'R04',
    'R06',
    'R09',
    'R12',
    'R13',
    'R14',
    'R16',
    'R20',
    'R21',
    'R23',
    'R24',
    'R30',
    'R31',
  ] as const),
  ...([
    'R32',
    'R33',
    'R34',
    'R35',
    'R36',
    'R37',
    'R38',
    'R39',
    'R40',
    'R43',
    'R44',
    'R45',
    'R46',
    'R47',
    'R48',
  ] as const),
  ...([
    'R50',
    'R53',
    'R54',
    'R55',
    'R56',
    'R57',
    'R58',
    'R59',
    'R110',
    'R111',
    'R116',
    'R117',
    'R118',
    'R119',
  ] as const),
  ...(['R120', 'R123', 'R125', 'R126', 'R127'] as const),
]

test.concurrent.each(['e20', 'e26', 'newest'] as const)(
  '2,000 networks at random are taken or refused alike by mooring and engine %s',
  async (name) => {
    await using ground = await openGround(name, 'long')
    const { figures, mismatches, broken } = await compare(ground, { seed: 7, from: 0, to: 2000 })
    console.log(`2,000 networks on ${name}, ${broken.size} rules broken: ${JSON.stringify(figures)}`)
    expect(mismatches).toEqual([])
    expect(rulesOfCreate.filter((rule) => !broken.has(rule))).toEqual([])
    expect(figures.made).toBeGreaterThan(700)
  },
)
