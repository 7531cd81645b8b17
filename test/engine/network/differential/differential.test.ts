import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MooringError } from '../../../../src/errors/base.js'
import type { NetworkInspect } from '../../../../src/network/wire/network.js'
import { sideBySide } from '../../each-engine.js'
import { ask, compare } from './compare.js'
import { explained } from './explained.js'
import { openGround, type Ground } from './ground.js'

const examples = explained.flatMap(({ why, examples }) => examples.map((example) => ({ why, ...example })))

test('what mooring refuses and engines take is of ten kinds at most, each with an example', () => {
  expect(explained.length).toBeLessThanOrEqual(10)
  expect(explained.filter(({ examples }) => examples.length === 0)).toEqual([])
})

sideBySide(['e20', 'e26', 'newest'], 'networks at random, on engine %s', (name) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround(name, 'differ')
  })
  afterAll(() => ground[Symbol.asyncDispose]())

  const parts = Array.from({ length: 8 }, (_, at) => ({ from: at * 25, to: at * 25 + 25 }))

  test.each(parts)('$from to $to are taken or refused alike by mooring and the engine', async ({ from, to }) => {
    const { figures, mismatches } = await compare(ground, { seed: 1, from, to })
    expect(mismatches).toEqual([])
    expect(figures.made).toBeGreaterThan(0)
    expect(figures.bothRefuse + figures.refusedUnasked).toBeGreaterThan(0)
  })

  describe('what mooring refuses and engines take', () => {
    test.each(examples)('$rule: $why', async ({ rule, request, shows, refusedBy = [] }) => {
      const { docker, engine } = ground
      const body = { Name: `explained-${rule}`, ...request }
      const { status, text } = await ask(engine.socket, 'POST', '/networks/create', body)
      expect(status === 201, text).toBe(!refusedBy.includes(name))
      if (status === 201) {
        const path = `/networks/${(JSON.parse(text) as { readonly Id: string }).Id}`
        const made = JSON.parse((await ask(engine.socket, 'GET', path)).text) as NetworkInspect
        expect(shows(made)).toBe(true)
        expect((await ask(engine.socket, 'DELETE', path)).status).toBe(204)
      }
      const refused: unknown = await docker.network
        .bridge('differential')
        .raw(body)
        .create()
        .catch((error: unknown) => error)
      expect(MooringError.is(refused)).toBe(true)
      expect(refused).toMatchObject({ sent: 'no' })
    })
  })
})
