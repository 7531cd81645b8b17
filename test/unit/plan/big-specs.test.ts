import { describe, expect, test } from 'vitest'
import { fromCompose } from '../../../src/plan/compose/from-compose.js'
import { readSpec } from '../../../src/plan/spec/read-spec.js'
import { planSchema } from '../../../src/zod.js'

const blockOf = (network: number): string => `10.${network >> 8}.${network & 255}`
const networkOf = (member: number, nth: number, networks: number): number => (member + nth * 7) % networks

/** A spec of networks, and twice as many containers with ten memberships each. */
function specOf(networks: number, { subnet = (at: number) => `${blockOf(at)}.0/24`, name = 'net' } = {}) {
  const membersOf = (member: number) =>
    Array.from({ length: 10 }, (_, nth) => {
      const network = networkOf(member, nth, networks)
      const last = 2 + Math.floor((member + nth * 7) / networks) * 20 + nth
      return [`${name}-${network}`, { ip: `${blockOf(network)}.${last}`, alias: 'www' }] as const
    })
  const made = Array.from({ length: networks }, (_, at) => [`net-${at}`, { subnet: subnet(at) }] as const)
  const members = Array.from(
    { length: networks * 2 },
    (_, at) => [`c-${at}`, Object.fromEntries(membersOf(at))] as const,
  )
  return { networks: Object.fromEntries(made), members: Object.fromEntries(members) }
}

/** Milliseconds of CPU; the least of three, for a program that has just begun compiles as it runs. */
function cpuOf(work: () => unknown): number {
  const measured = [0, 1, 2].map(() => {
    const began = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000
  })
  return Math.min(...measured)
}

/** Expects that four times as much takes about four times as long. What is quadratic takes sixteen times. */
function expectLinear(name: string, quarter: () => unknown, whole: () => unknown): void {
  const [few, many] = [cpuOf(quarter), cpuOf(whole)]
  console.log(`${name}: ${Math.round(few)} ms, and of four times as much ${Math.round(many)} ms`)
  expect(many).toBeLessThan(10 * Math.max(few, 20))
}

const found = (given: unknown): number => readSpec(given, []).violations.found.length

describe('500 networks with 10,000 memberships are looked at in linear time', () => {
  test.each([
    ['where all is well', specOf, 0],
    ['where all have one block', (networks: number) => specOf(networks, { subnet: () => '10.0.0.0/8' }), 499],
    [
      'where no subnet can be read',
      (networks: number) => specOf(networks, { subnet: (at) => `${blockOf(at)}.1/24` }),
      500,
    ],
    ['where no network is named', (networks: number) => specOf(networks, { name: 'nte' }), 10_000],
  ] as const)('%s', (name, make, wrong) => {
    const [quarter, whole] = [make(125), make(500)]
    expect(found(whole)).toBe(wrong)
    expectLinear(
      name,
      () => found(quarter),
      () => found(whole),
    )
  })
})

test('a text of a megabyte for an object is one violation, told at once', () => {
  const text = 'x'.repeat(1_000_000)
  const spec = { networks: { front: { subnet: { subnet: '10.1.0.0/24', auxAddress: text }, label: text, [text]: 1 } } }
  expect(cpuOf(() => found(spec))).toBeLessThan(1000)
  expect(planSchema.safeParse(spec).error?.issues).toHaveLength(3)
})

test('of a config of compose, too', () => {
  const configOf = (services: number) => {
    const service = (at: number) => ({
      networks: { [`net-${at % (services / 10)}`]: { aliases: ['www'] } },
      ports: [{ target: 80, published: `${1000 + at}` }],
    })
    const made = Array.from({ length: services }, (_, at) => [`s-${at}`, service(at)] as const)
    const network = (at: number) => ({ ipam: { config: [{ subnet: `${blockOf(at)}.0/24` }] } })
    const networks = Array.from({ length: services / 10 }, (_, at) => [`net-${at}`, network(at)] as const)
    return { name: 'shop', services: Object.fromEntries(made), networks: Object.fromEntries(networks) }
  }
  const [quarter, whole] = [configOf(1000), configOf(4000)]
  expect(Object.keys(fromCompose(whole).spec.services ?? {})).toHaveLength(4000)
  expectLinear(
    'a config',
    () => fromCompose(quarter),
    () => fromCompose(whole),
  )
})
