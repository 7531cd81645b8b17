import type { ErrorDetails } from './codes.js'
import {
  BadRequestError,
  ConflictError,
  EngineError,
  ForbiddenError,
  InUseError,
  NotFoundError,
  ServerError,
  UnauthorizedError,
  UnavailableError,
  type EngineCode,
} from './engine.js'

/** A refusal as it came over the wire. */
export interface Refusal {
  readonly operation: string
  readonly target: string | undefined
  /** What the operation is about: `network`, `container`, ... */
  readonly noun: string
  readonly status: number
  /** The body: JSON with a `message`, or whatever a proxy put there. */
  readonly text: string
}

type Groups = Readonly<Record<string, string | undefined>>
type Made = new (...args: ConstructorParameters<typeof EngineError<EngineCode>>) => EngineError

interface Reason {
  readonly when: RegExp
  readonly make: Made
  readonly code: EngineCode
  readonly details: (found: Groups, refusal: Refusal) => object
  readonly hint: string | undefined
}

/** Ties the details to the code; the table below would lose that tie. */
function reason<Code extends EngineCode>(
  code: Code,
  make: Made,
  when: RegExp,
  details: (found: Groups, refusal: Refusal) => ErrorDetails[Code],
  hint?: string,
): Reason {
  return { when, make, code, details, hint }
}

/**
 * What engines print, from 20.10 to 29: the only place that reads their words.
 * Statuses move between versions, so a refusal is told by its text; the first row that fits wins.
 */
const reasons: readonly Reason[] = [
  reason(
    'API_TOO_NEW',
    BadRequestError,
    /client version (?<version>\S+) is too new\. Maximum supported API version is (?<max>[\d.]+\d)/,
    ({ version = '', max = '' }) => ({ version, max }),
    'leave the option apiVersion out, and mooring speaks a version that the engine knows',
  ),
  reason(
    'API_TOO_OLD',
    BadRequestError,
    /client version (?<has>\S+) is too old\. Minimum supported API version is (?<needs>[\d.]+\d)/,
    ({ has = '', needs = '' }) => ({ option: 'the client', needs, has }),
    'leave the option apiVersion out, and mooring speaks a version that the engine knows',
  ),
  // 26: also from create; a gateway that is the network's own address says it in a longer form.
  reason(
    'SUBNET_OVERLAP',
    ConflictError,
    /Pool overlaps with other one on this address space|networks have overlapping IPv[46]/,
    () => ({
      subnet: undefined,
      network: undefined,
      networkSubnet: undefined,
      containers: [],
    }),
  ),
  reason(
    'POOLS_EXHAUSTED',
    UnavailableError,
    /non-overlapping IPv[46] address pool among the defaults|all predefined address pools have been fully subnetted/,
    () => ({}),
    'remove networks that nobody uses, or give the new one a .subnet() of its own',
  ),
  reason(
    'ADDRESSES_EXHAUSTED',
    UnavailableError,
    /no available IPv[46] addresses on this network's address pools: (?<network>\S+)/,
    ({ network }) => ({ network }),
    "the network's subnet, or its ip-range, is too small for one more container",
  ),
  reason(
    'PORT_IN_USE',
    ConflictError,
    /Bind for (?<port>\S+) failed: port is already allocated|listen (?:tcp|udp|sctp)[46]? (?<listen>\S+): bind: address already in use|failed to bind host port for (?:\[[^\]]*\]|[^\s:[]*):(?<bind>\d+):.*address already in use|failed to listen on \w+ socket: address already in use/,
    ({ port, listen, bind }) => ({ port: bind ?? (port ?? listen)?.split(':').at(-1), holder: undefined }),
    'publish another host port, or stop what holds this one',
  ),
  // R108: the host part of a published port.
  reason(
    'HOST_ADDRESS_UNKNOWN',
    BadRequestError,
    /(?:listen (?:tcp|udp|sctp)[46]? (?<listen>\S+): bind|failed to bind host port for (?<bind>\[[^\]]*\]|[^\s:[]*):.*): cannot assign requested address/,
    ({ listen, bind }) => ({ address: bind ?? listen?.replace(/:\d+$/, '') }),
    "publish on an address that the engine's host has, or leave it out for all of them",
  ),
  reason(
    'ADDRESS_IN_USE',
    ConflictError,
    /(?:failed to allocate (?:gateway|secondary ip address) \((?<address>[^)]*)\): )?Address already in use/,
    ({ address }) => ({ address, holder: undefined }),
    'a stopped container does not keep its address: keep fixed addresses outside the ip-range',
  ),
  reason(
    'ADDRESS_OUTSIDE_SUBNET',
    BadRequestError,
    /Invalid address (?<old>\S+): It does not belong to any of this network's subnets|no configured subnet (?:or ip-range )?contains? (?:the )?IP address (?<address>\S+)/,
    ({ old, address }) => ({ address: address ?? old }),
    'choose an address inside a subnet of the network; network.inspect() shows them',
  ),
  // 28.1 and newer list the endpoints.
  reason('ACTIVE_ENDPOINTS', InUseError, /has active endpoints/, (_, { target, text }) => ({
    network: target,
    containers: [...text.matchAll(/name:\\?"(?<name>[^"\\]+)\\?" id:\\?"(?<id>[^"\\]+)/g)].map(({ groups }) => ({
      id: groups?.['id'] ?? '',
      name: groups?.['name'] ?? '',
    })),
  })),
  reason(
    'ALREADY_ATTACHED',
    ConflictError,
    /endpoint with name (?<container>\S+) already exists in network (?<network>\S+)/,
    ({ container, network }) => ({ container, network }),
    'disconnect it first to attach it with other settings',
  ),
  reason(
    'NOT_ATTACHED',
    ConflictError,
    /container (?<container>\S+) is not connected to (?:the )?network (?<network>\S+)/,
    ({ container, network }) => ({ container, network }),
  ),
  reason(
    'NOT_CONNECTABLE',
    BadRequestError,
    /container cannot be (?:dis)?connected (?:from|to) |cannot (?:dis)?connect container (?:from|to) host|container sharing network namespace with another container or host/,
    () => ({}),
    "a container's network mode is fixed when it is made: make it again with .net(...)",
  ),
  reason(
    'PREDEFINED_NETWORK',
    ForbiddenError,
    /not permitted on predefined (?<name>\S+) network|(?<fixed>\S+) is a pre-defined network and cannot be removed/,
    ({ name, fixed }) => ({ network: name ?? fixed ?? '' }),
    'bridge, host and none belong to the engine',
  ),
  reason(
    'NAME_TAKEN',
    ConflictError,
    /network with name (?<network>.+?) already exists|container name "\/?(?<name>[^"]+)" is already in use by container "?(?<holder>[0-9a-f]+)/,
    ({ network, name, holder }, refusal) => ({
      noun: refusal.noun,
      name: network ?? name ?? '',
      holder: holder === undefined ? undefined : { id: holder, name: name ?? '' },
    }),
    'choose another name, or remove what holds it',
  ),
  reason(
    'AMBIGUOUS_REF',
    BadRequestError,
    /is ambiguous|matches found based on|[Mm]ultiple IDs found with provided prefix/,
    (_, refusal) => ({
      noun: refusal.noun,
      ref: refusal.target ?? '',
    }),
    'use the full id',
  ),
  // Of an engine that undoes a compression with a program of its machine; what containers lack is said in more words.
  reason(
    'ARCHIVE_UNREADABLE',
    BadRequestError,
    /^exec: "(?<tool>xz|unxz|unpigz|bzip2|zstd)": executable file not found|^(?<local>xz) resolves to executable in current directory/,
    ({ tool, local }) => ({ compression: tool ?? local }),
    "the engine's machine has no program that undoes this compression: send a plain tar archive",
  ),
  reason(
    'COMMAND_NOT_FOUND',
    ServerError,
    /^ps: exec: \\*"(?<command>ps)\\*":/,
    ({ command }) => ({ command }),
    "the engine's host has no ps, which lists the processes of its containers: install procps there",
  ),
  reason(
    'COMMAND_NOT_FOUND',
    BadRequestError,
    /exec: \\*"(?<command>[^"\\]+)\\*": (?:executable file not found|stat .*no such file|permission denied|is a directory)|exec (?<path>\S+): no such file or directory/,
    ({ command, path }) => ({ command: command ?? path }),
    'the image has no such program: check its name and the PATH inside',
  ),
  reason(
    'DRIVER_NOT_FOUND',
    NotFoundError,
    /plugin "(?<driver>[^"]+)" not found/,
    ({ driver }) => ({ driver }),
    'docker.info() lists the network drivers of the engine under Plugins.Network',
  ),
  reason(
    'PARENT_UNUSABLE',
    BadRequestError,
    /invalid subinterface vlan name (?<vlan>[^,\s]+)|parent interface (?:does|was) (?:was )?not found on the host: (?<missing>\S+)|is already using parent interface (?<taken>\S+)|(?<loopback>loopback) interface is not a valid \w+ parent/,
    ({ vlan, missing, taken, loopback }) => ({ parent: vlan ?? missing ?? taken ?? loopback }),
    "the parent is an interface of the engine's host; docker.host.links() lists them",
  ),
  reason(
    'NOT_SWARM_MANAGER',
    UnavailableError,
    /This node is not a swarm manager|swarm is not active/,
    () => ({}),
    'make the engine a swarm manager first: docker swarm init',
  ),
  reason(
    'NOT_RUNNING',
    ConflictError,
    /non running container: (?:container )?(?<joined>\S+)|[Cc]ontainer (?<id>\S+) is not running|cannot exec in a stopped/,
    ({ joined, id }) => ({ id: joined ?? id ?? '' }),
    'start the container first',
  ),
  reason(
    'REMOVAL_IN_PROGRESS',
    ConflictError,
    /removal of container (?<id>\S+) is already in progress/,
    ({ id = '' }) => ({ id }),
  ),
  // 20.10 says "You cannot remove a running container ID", newer engines "cannot remove container "ID": container is running".
  reason(
    'STILL_RUNNING',
    InUseError,
    /cannot remove (?:a \w+ container (?<old>\w+)|container "\/?(?<id>[^"]+)": container is)/,
    ({ old, id }) => ({ id: old ?? id ?? '' }),
    'stop it first, or remove it with { force: true }',
  ),
  reason(
    'IMAGE_IN_USE',
    InUseError,
    /conflict: unable to (?:remove|delete)/,
    (_, { target }) => ({ image: target }),
    'remove the containers that use it first, or give { force: true }',
  ),
  // Before a row of NOT_FOUND: 404 from a create, an error in the stream of a pull; 26 says "wanted", 28 "its platform".
  reason(
    'PLATFORM_UNAVAILABLE',
    NotFoundError,
    /was found but (?:its platform \((?<found>[^)]*)\) does not match the specified platform(?: \((?<wanted>[^)]*)\))?|does not (?:match|provide) the specified platform(?:: wanted (?<platform>[^,\s]+), actual: (?<actual>[^,\s]+))?)|no matching manifest for (?<missing>\S+) in the manifest list entries|no match for platform in manifest/,
    ({ found, wanted, platform, actual, missing }) => ({
      platform: wanted ?? platform ?? missing,
      found: found ?? actual,
    }),
    'leave the platform out to take what the registry has, or name one that it has',
  ),
  reason(
    'PLATFORM_UNAVAILABLE',
    NotFoundError,
    /^operating system is not supported$/,
    () => ({ platform: undefined, found: undefined }),
    'give a platform of the operating system that the engine runs on',
  ),
  // The digest of an index stands for one image at a time.
  reason(
    'CONFLICT',
    ConflictError,
    /^[Cc]annot overwrite digest /,
    () => ({}),
    'the engine has the image of another platform by this digest: remove that first',
  ),
  // Engines before 23 do not know zstd, and call such an archive cut short.
  reason(
    'ARCHIVE_UNREADABLE',
    BadRequestError,
    /^(?:Error processing tar file\(exit status \d+\): )?(?:unexpected EOF|archive\/tar: .*|gzip: .*|bzip2 data invalid.*|.*invalid tar header.*)$/,
    () => ({ compression: undefined }),
    'the archive is damaged, cut short, or compressed in a way that this engine does not know: send a plain tar archive',
  ),
  reason(
    'NOT_AN_IMAGE_ARCHIVE',
    BadRequestError,
    /docker-import-\d+\/repositories: no such file or directory|unrecognized image format/,
    () => ({}),
    'docker.image.load() takes what save() wrote; for a root file system use docker.image.import(tar, { name })',
  ),
  reason(
    'UNAUTHORIZED',
    UnauthorizedError,
    /no basic auth credentials|unauthorized: |authentication required|incorrect username or password/,
    () => ({}),
    'the registry wants a user name and a password',
  ),
  reason(
    'NOT_FOUND',
    NotFoundError,
    /[Nn]o such (?<noun>container|image|exec instance|volume|network): (?<ref>.+?)(?=: No such image: |\n|$)|(?<network>network) (?<net>.+) not found|manifest for (?<manifest>\S+) not found|pull access denied for (?<denied>\S+?),/,
    ({ noun, ref, network, net, manifest, denied }, refusal) => ({
      noun: noun ?? network ?? (manifest !== undefined || denied !== undefined ? 'image' : refusal.noun),
      ref: ref ?? net ?? manifest ?? denied ?? refusal.target ?? '',
    }),
  ),
  // 500, until 26 made it 400 for some operations.
  reason(
    'BAD_REQUEST',
    BadRequestError,
    /failed to parse value as time or duration/,
    () => ({}),
    "write the time like '24h', '2026-01-31T12:00:00' or seconds since 1970",
  ),
  reason('OPERATION_UNKNOWN', NotFoundError, /^page not found$/, () => ({}), 'this engine does not have the operation'),
]

/** Engines say why at once; some of the patterns above would take long over a text without end. */
const readable = 4000

/** When the words say nothing known, the status still says something. */
const byStatus: Readonly<Record<number, readonly [EngineCode, Made]>> = {
  400: ['BAD_REQUEST', BadRequestError],
  401: ['UNAUTHORIZED', UnauthorizedError],
  403: ['FORBIDDEN', ForbiddenError],
  409: ['CONFLICT', ConflictError],
  503: ['UNAVAILABLE', UnavailableError],
}

/** The error for a refusal: told by its words first, by its status if they say nothing known. */
export function engineError(refusal: Refusal): EngineError {
  const { operation, target, status } = refusal
  const engineMessage = messageOf(refusal.text) || `HTTP status ${status}`
  const common = {
    message: `${operation}${target === undefined ? '' : ` ${JSON.stringify(target)}`}: ${engineMessage}`,
    operation,
    target,
    status,
    engineMessage,
  }

  for (const { when, make, code, details, hint } of reasons) {
    const found = when.exec(engineMessage.slice(0, readable))
    if (found === null) continue
    // reason() has tied this row's details to its code
    return new make(code, {
      ...common,
      details: details(found.groups ?? {}, { ...refusal, text: engineMessage }),
      hint,
    })
  }
  if (status === 404)
    return new NotFoundError('NOT_FOUND', { ...common, details: { noun: refusal.noun, ref: target ?? '' } })
  const [code, make] = byStatus[status] ?? ['SERVER_ERROR', ServerError]
  return new make(code, { ...common, details: {} }, status === 503)
}

function messageOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message.trim()
  } catch {
    // a proxy's page, or a reply cut short: its text is all there is
  }
  return text.trim().slice(0, 1000)
}
