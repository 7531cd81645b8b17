import { expect, test } from 'vitest'
import { plan, type PlanSpec } from '../../../src/plan/index.js'
import { openDocker, sleeper } from '../open-docker.js'

test('ranges of a macvlan are dealt out over two hosts, and the first keeps its own when the second is added', async () => {
  await using a = await openDocker('a')
  await using b = await openDocker('b')
  await using onA = await sleeper(a).name('plan-lan').create()
  await using onB = await sleeper(b).name('plan-lan').create()
  const specOf = (...hosts: readonly string[]): PlanSpec => ({
    project: 'plan-lan',
    networks: {
      'plan-lan': {
        driver: 'macvlan',
        option: { parent: 'eth0' },
        subnet: { subnet: '192.168.0.0/24', gateway: '192.168.0.1', ipRange: { size: 28, from: '192.168.0.128/25' } },
      },
    },
    members: Object.fromEntries(hosts.map((host) => [`${host}/plan-lan`, { 'plan-lan': {}, bridge: false }])),
  })
  const first = await plan({ b }, specOf('b'))
  expect(`${first}`).toContain('b: network plan-lan: macvlan 192.168.0.0/24 range 192.168.0.128/28')
  await first.apply()
  const both = await plan({ a, b }, specOf('a', 'b'))
  expect(both.changes.map(({ on, kind, action }) => `${on} ${action} ${kind}`)).toEqual([
    'a add network',
    'a add member',
    'a remove member',
  ])
  try {
    await both.apply()
    expect((await plan({ a, b }, specOf('a', 'b'))).isEmpty).toBe(true)
    await Promise.all([onA.start(), onB.start()])
    const ips = await Promise.all([onA.ip('plan-lan'), onB.ip('plan-lan')])
    expect(ips.map(String)).toEqual(['192.168.0.144', '192.168.0.128'])
    expect((await onA.exec('ping', '-c', '1', '-W', '5', '192.168.0.128').output()).exitCode).toBe(0)
  } finally {
    await (await both.destroy()).apply()
  }
  expect(await Promise.all([a, b].map((docker) => docker.network.exists('plan-lan')))).toEqual([false, false])
})
