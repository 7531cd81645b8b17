// What a real engine said, shortened: the texts that the tests have their fake one say.

export const networks = [
  {
    Name: 'front',
    Id: '9d0f5b6bd4d5a1c1a0d9c1f5c6e7d8a9b0c1d2e3f4a5b6c7d8e9fa0b1c2d3e4f',
    Created: '2026-11-24T04:41:43.000000001Z',
    Scope: 'local',
    Driver: 'bridge',
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: [{ Subnet: '172.72.0.0/16', Gateway: '172.72.0.1' }] },
    Internal: false,
    Labels: { owner: 'é中😀' },
  },
]

/** Events one nanosecond apart; the numbers do not fit in a double. */
export const events = [1, 2, 3].map((nth) => ({
  Type: 'network',
  Action: 'create',
  Actor: { ID: `net-${nth}`, Attributes: { name: `é中😀-${nth}`, type: 'bridge' } },
  scope: 'local',
  time: 1_795_495_303,
  timeNano: 1_795_495_303_000_000_000n + BigInt(nth),
}))

export const eventLines = events.map(({ timeNano, ...event }) => {
  const rest = JSON.stringify(event)
  return `${rest.slice(0, -1)},"timeNano":${timeNano}}\n`
})

/** A container, as far as mooring looks at it. */
export const container = {
  Id: 'c1',
  Name: '/c1',
  Config: { Tty: false, OpenStdin: false },
  State: { Running: true, Status: 'running', Error: '', StartedAt: '2026-11-24T04:41:43Z' },
  HostConfig: { NetworkMode: 'bridge' },
  NetworkSettings: { Networks: {} },
}
