import { expect, test } from 'vitest'
import { topologyOf, type MadeContainer, type MadeHost } from '../made.js'
import { listening } from './hosts.js'

const names = (count: number) => Array.from({ length: count }, (_, at) => `c-${at}`)

/** 500 networks, and containers with 50 endpoints each, by the replies of an engine. */
function engine(containers: number): MadeHost {
  const on = (at: number) =>
    Array.from({ length: 50 }, (_, step): [string, { IPAddress: string; Gateway: string }] => {
      const net = (at * 7 + step * 3) % 500
      const base = `10.${net >> 8}.${net & 255}`
      return [`net-${net}`, { IPAddress: `${base}.${2 + (at % 250)}`, Gateway: `${base}.1` }]
    })
  const made = names(containers).map((name, at): [string, MadeContainer] => [
    name,
    {
      on: Object.fromEntries(on(at)),
      ports: at % 4 === 0 ? { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: `${9000 + at}` }] } : {},
    },
  ])
  return {
    networks: Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [
        `net-${at}`,
        { subnets: [`10.${at >> 8}.${at & 255}.0/24`], Internal: at % 5 === 0 },
      ]),
    ),
    containers: Object.fromEntries(made),
    listening: listening('one', Object.fromEntries(names(containers).map((name) => [name, ['tcp 0.0.0.0:80']]))),
  }
}

/** Milliseconds of CPU for all pairs; the better of two, for a program that has just begun compiles as it runs. */
function allPairs(containers: number): { readonly pairs: number; readonly reached: number; readonly ms: number } {
  const t = topologyOf({ one: engine(containers) })
  expect(t.endpoints).toHaveLength(containers * 50)
  const ids = t.containers.map(({ id }) => id)
  const measured = [0, 1].map(() => {
    const began = process.cpuUsage()
    let reached = 0
    for (const from of ids) for (const to of ids) if (t.reach(from, to, { port: 80 }).reachable === true) reached++
    const { user, system } = process.cpuUsage(began)
    return { reached, ms: Math.round((user + system) / 1000) }
  })
  const { reached, ms } = measured.reduce((a, b) => (a.ms < b.ms ? a : b))
  return { pairs: ids.length ** 2, reached, ms }
}

test('all pairs of 200 containers over 500 networks with 10,000 endpoints take under a second, and grow as their number', () => {
  const half = allPairs(100)
  const whole = allPairs(200)
  console.log('half, whole:', JSON.stringify([half, whole]))
  expect(whole.reached).toBeGreaterThan(10_000)
  expect(whole.ms).toBeLessThan(1000)
  // four times the pairs, with as many endpoints each; the clock is coarse
  expect(whole.ms).toBeLessThan(8 * Math.max(half.ms, 20))
})
