import type { NetworkSummary } from '../../../src/network/wire/network.js'

/** A network as engines show it: a bridge without anything special, but for what is said. */
export function networkSummary(change: Partial<NetworkSummary> = {}): NetworkSummary {
  return {
    Name: 'net',
    Id: 'f'.repeat(64),
    Created: '2026-01-01T00:00:00Z',
    Scope: 'local',
    Driver: 'bridge',
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: [{ Subnet: '10.0.0.0/24' }] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Options: {},
    Labels: {},
    ...change,
  }
}
