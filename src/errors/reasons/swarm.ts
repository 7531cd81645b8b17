import { reason } from './reason.js'

const entering = ['SwarmInit', 'SwarmJoin']

/** What engines say of the swarm that they are in, or are to be in. From 20.10 to 28 in the same words. */
export const swarmReasons = [
  reason('ALREADY_IN_SWARM', {
    of: entering,
    says: /This node is already part of a swarm/,
    hint: 'use the swarm that it is in, or leave it first: docker.swarm.leave()',
  }),
  reason('NOT_IN_SWARM', {
    of: ['SwarmLeave'],
    says: /This node is not part of a swarm/,
    hint: 'there is nothing to leave',
  }),
  reason('IS_SWARM_MANAGER', {
    of: ['SwarmLeave'],
    says: /attempting to leave the swarm on a node that is participating as a manager/,
    hint: 'leave({ force: true }); with its last manager the swarm ends, and all that it knew',
  }),
  // refused here, or by the manager
  reason('JOIN_TOKEN_INVALID', {
    of: ['SwarmJoin'],
    says: [/invalid join token/, /valid join token is necessary/],
    hint: 'take a token of a manager: (await manager.swarm.tokens()).Worker',
  }),
  reason('SWARM_UNREACHABLE', {
    of: ['SwarmJoin'],
    says: [
      /dial tcp (?<manager>\S+:\d+):/,
      /Timeout was reached before node joined/,
      /connection error/,
      /context deadline exceeded/,
    ],
    details: ({ manager }) => ({ manager }),
    hint: 'is it the address of a manager, and does its port 2377 let this host through?',
  }),
  reason('BAD_REQUEST', {
    of: entering,
    says: [
      /must be an? \S*\s?\S* ?IP address or network interface/,
      /could not (?:choose|find) .*(?:address|interface)/,
      /interface \S+ has (?:more than one|no)/,
    ],
    hint: 'name an address of the host, or an interface that has one: advertiseAddr, listenAddr, dataPathAddr',
  }),
  reason('BAD_REQUEST', {
    of: ['SwarmInit'],
    says: /Datapath port number is not in valid range/,
    hint: 'dataPathPort is from 1024 to 49151',
  }),
  reason('BAD_REQUEST', {
    of: ['SwarmInit'],
    says: /invalid (?:base pool|CIDR|network pool)/i,
    hint: "defaultAddrPool holds blocks such as '10.20.0.0/16', and defaultAddrPoolMaskLength cuts them in subnets",
  }),
]
