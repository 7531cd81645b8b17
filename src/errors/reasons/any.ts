import { reason } from './reason.js'

const leaveVersionOut = 'leave the option apiVersion out, and mooring speaks a version that the engine knows'

export const askWhoAnswers = 'is something between this client and the engine, such as a proxy, answering in its place?'

/** What an engine may answer to any operation. */
export const anyReasons = [
  reason('API_TOO_NEW', {
    says: /client version (?<version>\S+) is too new\. Maximum supported API version is (?<max>[\d.]+\d)/,
    details: ({ version = '', max = '' }) => ({ version, max }),
    hint: leaveVersionOut,
  }),
  reason('API_TOO_OLD', {
    says: /client version (?<has>\S+) is too old\. Minimum supported API version is (?<needs>[\d.]+\d)/,
    details: ({ has = '', needs = '' }) => ({ option: 'the client', needs, has }),
    hint: leaveVersionOut,
  }),
  reason('OPERATION_UNKNOWN', {
    says: /^page not found$/,
    hint: askWhoAnswers, // every engine that is spoken to has all operations that mooring knows
  }),
  // 503; 403 from 26 when a network would be of swarm scope
  reason('NOT_SWARM_MANAGER', {
    says: [/This node is not a swarm manager/, /swarm is not active/, /multi-host network from a worker node/],
    hint: 'ask a manager of the swarm, or begin one here: docker.swarm.init()',
  }),
  reason('DISK_FULL', {
    says: /no space left on device/,
    hint: "the disk of the engine's host is full: remove unused images, containers and volumes there",
  }),
  reason('AMBIGUOUS_REF', {
    says: [/is ambiguous/, /matches found based on/, /[Mm]ultiple IDs found with provided prefix/],
    details: (_, { noun, target = '' }) => ({ noun, ref: target }),
    hint: 'use the full id',
  }),
  // 500, until 26 made it 400 for some operations
  reason('BAD_REQUEST', {
    says: [/failed to parse value as time or duration/, /strconv\.ParseInt: parsing/, /time: invalid duration/],
    hint: "write the time like '24h', '2026-01-31T12:00:00' or seconds since 1970",
  }),
  reason('BAD_REQUEST', {
    says: /[Ii]nvalid filter/,
    hint: 'see the filters of this operation in the API of the engine',
  }),
  reason('NOT_FOUND', {
    says: [
      /[Nn]o such (?<noun>container|image|exec instance|volume|network):? (?<ref>.+?)(?=: No such image: |\n|$)/,
      /(?<network>network) (?!matching network mode |mode .*: network )(?<net>\S.*?) not found/,
      /get (?<volume>\S+): no such volume/,
    ],
    details: ({ noun, ref, network, net, volume }, refusal) => ({
      noun: noun?.replace('exec instance', 'exec') ?? network ?? (volume === undefined ? refusal.noun : 'volume'),
      ref: ref ?? net ?? volume ?? refusal.target ?? '',
    }),
    hint: ({ noun, network, volume }, refusal) => whereToLook(noun ?? network ?? (volume && 'volume') ?? refusal.noun),
  }),
]

/** How to see what there is, by what is missing. */
export function whereToLook(noun: string): string {
  const list = {
    container: 'docker.container.list({ all: true })',
    image: 'docker.image.list()',
    network: 'docker.network.list()',
    volume: 'docker.volume.list()',
  }
  if (noun === 'exec' || noun === 'exec instance')
    return 'its container has ended, or was started anew: make the exec again'
  if (Object.hasOwn(list, noun)) return `check its name; ${list[noun as keyof typeof list]} shows what there is`
  return 'check its name'
}
