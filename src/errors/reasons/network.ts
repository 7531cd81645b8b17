import { reason } from './reason.js'

const making = ['NetworkCreate']
/** An endpoint is made when a container is connected, and when it starts. */
const joining = ['NetworkConnect', 'ContainerCreate', 'ContainerStart', 'ContainerRestart']

/** Of an address that another container has. */
export const keepFixedOutside =
  'a stopped container does not keep its address: keep fixed addresses outside the ip-range'

/** What engines say of networks and of the endpoints of containers. */
export const networkReasons = [
  // 26: also from create; a gateway that is the network's own address says it in a longer form.
  reason('SUBNET_OVERLAP', {
    of: making,
    says: [/Pool overlaps with other one on this address space/, /networks have overlapping IPv[46]/],
    details: () => ({ subnet: undefined, network: undefined, networkSubnet: undefined, containers: [] }),
    hint: 'choose a block that no network of the engine has: docker.network.freeSubnet()',
  }),
  reason('NAME_TAKEN', {
    of: making,
    says: [/network with name (?<name>.*?) already exists/, /networks have same (?<bridge>bridge name)/],
    details: ({ name }, { noun, target = '' }) => ({ noun, name: name ?? target, holder: undefined }),
    hint: ({ bridge }) =>
      bridge === undefined
        ? 'choose another name, or remove what holds it'
        : 'the name of its Linux bridge belongs to another network: leave .bridgeName() out, or choose another',
  }),
  reason('POOLS_EXHAUSTED', {
    of: making,
    says: [
      /non-overlapping IPv[46] address pool among the defaults/,
      /all predefined address pools have been fully subnetted/,
    ],
    hint: 'remove networks that nobody uses, or give the new one a .subnet() of its own',
  }),
  reason('ADDRESSES_EXHAUSTED', {
    of: joining,
    says: [
      /no available IPv[46] addresses on this network's address pools: (?<network>\S+)/,
      /[Nn]o available addresses on this pool/,
    ],
    details: ({ network }) => ({ network }),
    hint: "the network's subnet, or its ip-range, is too small for one more container",
  }),
  reason('ADDRESS_IN_USE', {
    of: [...making, ...joining],
    says: /(?:failed to allocate (?:gateway|secondary ip address) \((?:[^:)]*:)?(?<address>[^)]*)\): )?Address already in use/,
    details: ({ address }) => ({ address, holder: undefined }),
    hint: (_, { operation }) =>
      operation === 'NetworkCreate'
        ? 'give the gateway and each auxiliary address an address of its own'
        : keepFixedOutside,
  }),
  reason('ADDRESS_OUTSIDE_SUBNET', {
    of: joining,
    says: [
      /Invalid address (?<old>\S+): It does not belong to any of this network's subnets/,
      /no configured subnet (?:or ip-range )?contains? (?:the )?IP address (?<address>\S+)/,
    ],
    details: ({ old, address }) => ({ address: address ?? old }),
    hint: 'choose an address inside a subnet of the network; network.inspect() shows them',
  }),
  // 28.1 and newer list the endpoints.
  reason('ACTIVE_ENDPOINTS', {
    of: ['NetworkDelete'],
    says: /has active endpoints/,
    details: (_, { target, text }) => ({
      network: target,
      containers: [...text.matchAll(/name:\\?"(?<name>[^"\\]+)\\?" id:\\?"(?<id>[^"\\]+)/g)].map(({ groups }) => ({
        id: groups?.['id'] ?? '',
        name: groups?.['name'] ?? '',
      })),
    }),
    hint: 'disconnect them first, or let .remove({ detach: true }) do it',
  }),
  reason('NETWORK_IN_USE', {
    of: ['NetworkDelete'],
    says: /configuration network "(?<name>.*)" is in use/,
    details: ({ name }) => ({ network: name, by: undefined }),
    hint: 'remove the networks that were made from it first: their ConfigFrom names it',
  }),
  reason('NETWORK_IN_USE', {
    of: ['NetworkDelete'],
    says: [/is in use by (?<kind>task|service) (?<by>\S+)/, /has active (?:services|tasks)/],
    details: ({ kind, by }, { target }) => ({ network: target, by: by === undefined ? undefined : `${kind} ${by}` }),
    hint: 'remove the service that uses it, or the containers on other nodes that are attached to it, and wait until their tasks are gone',
  }),
  reason('ALREADY_ATTACHED', {
    of: joining,
    says: /endpoint with name (?<container>\S+) already exists in network (?<network>\S+)/,
    details: ({ container, network }) => ({ container, network }),
    hint: 'disconnect it first to attach it with other settings',
  }),
  reason('NOT_ATTACHED', {
    of: ['NetworkDisconnect'],
    says: /container (?<container>\S+) is not connected to (?:the )?network (?<network>\S+)/,
    details: ({ container, network }) => ({ container, network }),
    hint: 'network.members() lists the containers that are',
  }),
  reason('NETWORK_NOT_ATTACHABLE', {
    of: joining,
    says: /not manually attachable/,
    details: (_, { target }) => ({ network: target }),
    hint: 'make the network with .attachable(): only then can containers that are no tasks of a service join it',
  }),
  reason('SERVER_ERROR', {
    of: joining,
    says: /attaching to network failed, make sure your network options are correct/,
    hint: 'the managers of the swarm gave it no place in time: another container may have its fixed address, or all addresses of the network are taken',
  }),
  reason('REMOVAL_IN_PROGRESS', {
    of: [...joining, 'NetworkDisconnect'],
    says: /[Cc]ontainer (?<id>\S+) is marked for removal and cannot be connected or disconnected/,
    details: ({ id }, { target = '' }) => ({ id: id ?? target }),
    hint: 'wait until it is gone: container.remove() does',
  }),
  reason('BAD_REQUEST', {
    of: joining,
    says: /container-wide MAC address must match the endpoint-specific MAC address/,
    hint: 'leave MacAddress of the container out, and say mac of its endpoint: .net(network, { mac })',
  }),
  reason('NOT_CONNECTABLE', {
    of: [...joining, 'NetworkDisconnect'],
    says: [
      /container cannot be (?:dis)?connected (?:from|to) /,
      /cannot (?:dis)?connect container (?:from|to) host/,
      /container sharing network namespace with another container or host/,
    ],
    hint: "a container's network mode is fixed when it is made: make it again with .net(...)",
  }),
  reason('NOT_ATTACHED', {
    of: ['NetworkDisconnect'],
    says: /endpoint (?<container>\S+) not found/,
    details: ({ container }, { target }) => ({ container, network: target }),
    hint: 'network.members() lists the containers that are attached',
  }),
  reason('PREDEFINED_NETWORK', {
    of: [...making, 'NetworkDelete'],
    says: [
      /not permitted on predefined (?<name>\S+) network/,
      /(?<fixed>\S+) is a pre-defined network and cannot be removed/,
      /only one instance of "(?<only>\w+)" network is allowed/,
    ],
    details: ({ name, fixed, only }) => ({ network: name ?? fixed ?? only ?? '' }),
    hint: 'bridge, host and none belong to the engine',
  }),
  reason('DRIVER_NOT_FOUND', {
    of: making,
    says: [/plugin "(?<driver>[^"]+)" not found/, /unable to locate plugin: (?<located>\S+)/],
    details: ({ driver, located }) => ({ driver: driver ?? located }),
    hint: 'docker.info() lists the network drivers of the engine under Plugins.Network',
  }),
  reason('PARENT_UNUSABLE', {
    of: [...making, ...joining],
    says: [
      /invalid subinterface vlan name (?<vlan>[^,\s]+)/,
      /parent interface (?:does|was) (?:was )?not found on the host: (?<missing>\S+)/,
      /is already using parent interface (?<taken>\S+)/,
      /(?<loopback>loopback) interface is not a valid \w+ parent/,
      /unable to parse a valid vlan id from: \S+ \(ex\. \S+ for vlan \d+\)/,
    ],
    details: ({ vlan, missing, taken, loopback }) => ({ parent: vlan ?? missing ?? taken ?? loopback }),
    hint: "the parent is an interface of the engine's host; docker.host.links() lists them",
  }),
  reason('SERVER_ERROR', {
    of: [...making, ...joining],
    says: [/failed to create (?<vlan>\S+) vlan link: operation not supported/, /^operation not supported$/],
    hint: ({ vlan }) =>
      vlan === undefined
        ? "the kernel of the engine's host lacks a module: dummy for a network without a .parent(), macvlan or ipvlan for one with it"
        : "the kernel of the engine's host lacks the module 8021q, for VLANs: load it there, or name an interface that is there",
  }),
  reason('NOT_FOUND', {
    of: making,
    says: /configuration network "(?<name>[^"]+)" does not exist/,
    details: ({ name = '' }) => ({ noun: 'network', ref: name }),
    hint: 'make the configuration first: a network that is config-only',
  }),
  reason('FORBIDDEN', {
    of: joining,
    says: /endpoint on configuration-only network/,
    hint: 'a config-only network has no endpoints: join one that was made from it',
  }),
  reason('BAD_REQUEST', {
    of: joining,
    says: [
      /user specified IP address is supported (?:only )?(?:on user defined networks|when connecting to networks with user configured subnets)/,
      /network-scoped alias(?:es)? (?:is|are) (?:only )?supported (?:only )?for (?:containers|links) in user defined networks/,
    ],
    hint: 'make a network with .subnet(...), and join that: the default bridge and networks without it take no fixed address and no alias',
  }),
  reason('FORBIDDEN', {
    of: making,
    says: [/configuration network can only contain network specific fields/, /cannot depend on another configuration/],
    hint: 'a configuration has pools, options and labels alone: say the rest of the networks that are made from it',
  }),
  reason('FORBIDDEN', {
    of: making,
    says: [/cannot downgrade network scope for overlay/, /Ingress network can only be global scope/],
    hint: 'leave Scope and Ingress out: an overlay is of the whole swarm, and other networks are not',
  }),
  reason('FORBIDDEN', {
    of: making,
    says: /if the network depends on a configuration network/,
    hint: 'what is made from a configuration takes all its settings from there: leave the others out',
  }),
  reason('BAD_REQUEST', {
    of: joining,
    says: /[Ii]nvalid (?:MAC|IPv[46]) address/,
    hint: "write them like '172.72.0.10' and '02:42:ac:11:00:02'",
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: /IPv4 or IPv6 must be enabled/,
    hint: 'leave EnableIPv4: false out, or add EnableIPv6: true with an IPv6 subnet',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: /^invalid name:/,
    hint: 'give the network a name',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: [/numerical result out of range/, /existing interface \S+ is not a bridge/],
    hint: 'the name of a Linux bridge has at most 15 characters, and no other interface of the host has it',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: [
      /(?:mode|flag) '\S+' is not valid/,
      /failed to parse \S+ value/,
      /strconv\.\w+: parsing/,
      /invalid MTU number/,
    ],
    hint: "see the driver's options in the docs of the engine: one of them has a value that it does not take",
  }),
  // 20.10 of /31 and /32, whichever gateway is named; all of an IPv6 /128
  reason('BAD_REQUEST', {
    of: making,
    says: /failed to allocate gateway \([^)]*\): [Nn]o available addresses/,
    hint: 'the subnet is too small: give /30 or more, and /126 or more of IPv6',
  }),
  // up to 26, of the second half of an IPv6 subnet of /64 or more
  reason('BAD_REQUEST', {
    of: making,
    says: /bit does not belong to the sequence/,
    hint: 'choose an address near the beginning of the IPv6 subnet: engines up to 26 give out only its first half',
  }),
  // up to 26
  reason('BAD_REQUEST', {
    of: making,
    says: /invalid bit range/,
    hint: 'give an IPv6 range of /65 or longer, or none: engines up to 26 count no more addresses than that in one',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: /driver doesn't support multiple subnets/,
    hint: 'make two networks, or one with an IPv4 and an IPv6 subnet: a bridge has one of each',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: /ipv[46] pool is empty/,
    hint: "leave the IPAM driver 'null' out: networks of this driver have addresses",
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: /no gateway can be set on an internal bridge network/,
    hint: 'leave .internal() out, or the auxiliary address DefaultGatewayIPv4 or DefaultGatewayIPv6',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: [
      /invalid (?:subnet|gateway|ip-range|pool request|network config|IPAM)/i,
      /invalid CIDR address/,
      /Requested address is out of range/,
      /failed to parse/,
    ],
    hint: 'give a subnet such as 10.20.0.0/24, and a gateway, a range and auxiliary addresses inside it',
  }),
]
