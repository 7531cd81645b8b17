import type { RuleId } from '../../../../src/network/rules/violations.js'

const predefined = /operation is not permitted on predefined|network with name (?:bridge|host|none) already exists/
const notBlock = /invalid (?:subnet|ip-range) [^]*(?:invalid CIDR block notation|it should be)/
const badGateway = /invalid gateway /
const badRange = /invalid ip-range |does not contain range/
const badAux = /invalid auxiliary address |non parsable secondary ip address/
const inUse = /Address already in use/
const notSupported = /are not supported if the network depends on a configuration network/
const unreadable = /failed to parse |must be in the range|must be an integer|is not valid/
const noLink =
  /invalid subinterface vlan name|vlan id must be|interface was not found|loopback interface|unable to parse a valid vlan/

/** How the newest engine refuses what breaks a rule. A rule that is not here is one that it lets pass. */
export const newestSays: Readonly<Partial<Record<RuleId, RegExp>>> = {
  R01: /invalid name: name is empty|name must be valid/,
  R02: predefined,
  R06: /name must be valid as a DNS name component|name must be 63 characters or fewer/,
  R09: /only one instance of "\w+" network is allowed/,
  R12: /cannot downgrade network scope for overlay networks/,
  R13: /Ingress network can only be global scope network/,
  R14: /ingress network cannot be attachable|ingress network \(\S+\) is already present/,
  R16: /IPv4 cannot be disabled in a Swarm scoped network/,
  R20: /configuration network can only contain network specific fields/,
  R21: /a configuration network cannot depend on another/,
  R23: notSupported,
  R24: notSupported,
  R30: notBlock,
  // a manager of a swarm compares the range of such a subnet first
  R31: new RegExp(`${notBlock.source}|does not contain range`),
  R32: notBlock,
  R34: badGateway,
  R35: new RegExp(`${badGateway.source}|does not contain gateway`),
  R36: inUse,
  R37: badRange,
  R38: badRange,
  R39: badAux,
  R40: inUse,
  R43: /bridge driver doesn't support multiple subnets/,
  R44: /Pool overlaps with other one on this address space/,
  R46: /no available addresses on this pool/,
  R47: /clashes with the Link-Local prefix|cannot assign requested address/,
  R48: /multicast subnet '\S+' is not allowed|cannot assign requested address/,
  R50: /IPv4 or IPv6 must be enabled/,
  R53: /cannot assign requested address/,
  // the first such request costs 28 the block
  R54: /cannot find address pool|Pool overlaps with other one/,
  R55: /ipv[46] pool is empty|null ipam driver does not handle/,
  R56: unreadable,
  R57: /failed to parse |invalid MTU number|invalid argument/,
  R58: /numerical result out of range|invalid argument|is not a bridge|networks have same bridge name/,
  R59: new RegExp(`${noLink.source}|${unreadable.source}`),
  R110: /no gateway can be set on an internal bridge network/,
  R116: /gateway mode 'isolated' can only be used for an internal network/,
  R117: /invalid argument|Cannot read IPv6 setup|cannot assign requested address|permission denied|no buffer space|not enough/,
  R126: /no available addresses on this pool/,
}
