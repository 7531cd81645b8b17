import { expect, test } from 'vitest'
import { engineError } from '../../../src/errors/reasons/engine-error.js'

/** What no engine of the lab says, for it has no swarm or no such state: in the words of the engine. */
test.each<readonly [what: string, operation: string, status: number, text: string, error: object]>([
  [
    'a worker of a swarm',
    'NetworkCreate',
    403,
    'Cannot create a multi-host network from a worker node. Please create the network from a manager node.',
    { code: 'NOT_SWARM_MANAGER' },
  ],
  [
    'IPv6 without a pool',
    'NetworkCreate',
    404,
    'could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network',
    { code: 'POOLS_EXHAUSTED' },
  ],
  [
    'the network that a container was made with',
    'ContainerStart',
    404,
    'could not find a network matching network mode my net: network my net not found',
    { code: 'NOT_FOUND', details: { noun: 'network', ref: 'my net' } },
  ],
  [
    'a container that is being removed',
    'NetworkDisconnect',
    500,
    'Container 91aa is marked for removal and cannot be connected or disconnected to the network',
    { code: 'REMOVAL_IN_PROGRESS', details: { id: '91aa' } },
  ],
  [
    'a fixed address that another node of the swarm gave',
    'ContainerStart',
    500,
    'attaching to network failed, make sure your network options are correct and check manager logs: context deadline exceeded',
    { code: 'SERVER_ERROR', hint: expect.stringContaining('fixed address') as string },
  ],
  [
    'a parent whose last part is no VLAN',
    'NetworkCreate',
    500,
    'unable to parse a valid vlan id from: abc (ex. eth0.10 for vlan 10)',
    { code: 'PARENT_UNUSABLE' },
  ],
  [
    'a VLAN that the kernel does not have',
    'NetworkCreate',
    500,
    'failed to create eth0.10 vlan link: operation not supported',
    { code: 'SERVER_ERROR', hint: expect.stringContaining('8021q') as string },
  ],
  [
    'a kernel without dummy interfaces',
    'NetworkCreate',
    500,
    'operation not supported',
    { code: 'SERVER_ERROR', hint: expect.stringContaining('dummy') as string },
  ],
  [
    'a /31 with a gateway of its own, on 20.10',
    'NetworkCreate',
    500,
    'failed to allocate gateway (10.77.0.1): No available addresses on this pool',
    { code: 'BAD_REQUEST', hint: expect.stringContaining('/30 or more') as string },
  ],
  [
    'a fixed address of a pool that is full, up to 26',
    'ContainerStart',
    503,
    'no available addresses on this pool',
    { code: 'ADDRESSES_EXHAUSTED' },
  ],
  [
    'a network of a swarm that a task uses',
    'NetworkDelete',
    400,
    'rpc error: code = FailedPrecondition desc = network 91aa is in use by task 5f0c',
    { code: 'NETWORK_IN_USE', details: { by: 'task 5f0c' } },
  ],
  [
    'a configuration that is used',
    'NetworkDelete',
    403,
    'error while removing network: configuration network "settings" is in use',
    { code: 'NETWORK_IN_USE', details: { network: 'settings', by: undefined } },
  ],
  [
    'an overlay that is not attachable',
    'NetworkConnect',
    500,
    'Could not attach to network ov: rpc error: code = PermissionDenied desc = network ov not manually attachable',
    { code: 'NETWORK_NOT_ATTACHABLE' },
  ],
  [
    'two MAC addresses',
    'ContainerCreate',
    400,
    'the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty',
    { code: 'BAD_REQUEST' },
  ],
  [
    'a firewall that refuses a rule',
    'ContainerStart',
    500,
    'driver failed programming external connectivity on endpoint c1 (de9d):  (iptables failed: iptables --wait -t nat -A DOCKER -p sctp -d 0/0 --dport 80 -j DNAT --to-destination 10.0.0.2:80: iptables v1.8.9 (nf_tables): RULE_APPEND failed (No such file or directory): rule in chain DOCKER\n (exit status 4))',
    {
      code: 'FIREWALL_FAILED',
      details: {
        command: 'iptables --wait -t nat -A DOCKER -p sctp -d 0/0 --dport 80 -j DNAT --to-destination 10.0.0.2:80',
      },
    },
  ],
  [
    'a bridge under the name of another interface',
    'NetworkCreate',
    500,
    'failed to check bridge interface existence: existing interface lo is not a bridge',
    { code: 'BAD_REQUEST' },
  ],
])('%s', (_, operation, status, text, expected) => {
  const error = engineError({
    operation,
    target: 'x',
    noun: operation.startsWith('Network') ? 'network' : 'container',
    status,
    text: JSON.stringify({ message: text }),
  })
  expect(error).toMatchObject(expected)
  expect(error.hint ?? '').not.toBe('')
})
