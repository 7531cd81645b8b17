import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { shellQuoted } from '../command-line/shell/quoted.js'
import { Exec } from '../exec/exec.js'
import { runHelper, unfitHelper } from '../host-probe/helper-container.js'

/**
 * What a connection came to. `closed`: it was taken, and closed within a second without a word, as the engine's proxy
 * does where nobody is behind a published port. `timed-out`: nobody answered within two seconds.
 */
export type DialOutcome = 'connected' | 'closed' | 'refused' | 'unreachable' | 'timed-out' | 'name-not-resolved'

/** Where to connect to. */
export interface DialTarget {
  /** An address, or a name. */
  readonly host: string
  readonly port: number
  /** Whether the engine's proxy may stand there, which takes connections for nobody. */
  readonly isPublished: boolean
}

/**
 * Connects from a container's network over TCP: with bash or busybox's nc of its own image, or with the helper container
 * where it has neither.
 *
 * @param network whose network it is: `host`, or `container:<id>`
 * @returns an outcome for each target, in their order
 * @throws ConflictError NOT_RUNNING, CONTAINER_PAUSED; StateError NO_TOOL
 */
export async function dialFromContainer(
  call: CallContext,
  { container, network }: { readonly container: RefLike<'container'>; readonly network: string },
  targets: readonly DialTarget[],
): Promise<DialOutcome[]> {
  const said = await saidInside(call, container, scriptFor(targets))
  return readOutcomes(said, targets.length) ?? (await dialByHelper(call, network, targets))
}

/** The same by the helper container alone, in the network of the engine's host or of a container. */
export async function dialByHelper(
  call: CallContext,
  network: string,
  targets: readonly DialTarget[],
): Promise<DialOutcome[]> {
  const said = await runHelper(call, network, scriptFor(targets))
  const outcomes = readOutcomes(said, targets.length)
  if (outcomes !== undefined) return outcomes
  throw unfitHelper(call.engine, `cannot connect with its nc: ${said.trim().slice(0, 200)}`, undefined)
}

async function saidInside(call: CallContext, container: RefLike<'container'>, script: string): Promise<string> {
  try {
    return (await new Exec(call.engine, container, ['sh', '-c', script]).outputIn(call)).stdout
  } catch (error) {
    if (MooringError.is(error, 'COMMAND_NOT_FOUND')) return ''
    throw error
  }
}

// What has the connection as its stdin tells that it is there, and, given 1, whether it is closed at once.
const onceConnected = `echo connected >&2
[ "$0" = 0 ] && exit
first=$(timeout 1 head -c 1) && [ -z "$first" ] && echo closed >&2
exit 0`

const preamble = `set -f
export LC_ALL=C
once=${shellQuoted(onceConnected)}
if command -v bash >/dev/null
then dial() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1" && exec sh -c "$2" "$3" <&3' "$1" "$2" "$once" "$3"; }
else dial() { timeout 2 nc "$1" "$2" -e sh -c "$once" "$3"; }
fi
tell() { said=$(dial "$2" "$3" "$4" 2>&1); echo $1 $? $said; }
`

/** How many connections are made at a time. */
const atOnce = 16

function scriptFor(targets: readonly DialTarget[]): string {
  const lines = targets.flatMap(({ host, port, isPublished }, at) => [
    `tell ${at} ${shellQuoted(host)} ${port} ${isPublished ? 1 : 0} &`,
    ...((at + 1) % atOnce === 0 ? ['wait'] : []),
  ])
  return `${preamble}${lines.join('\n')}\nwait\nexit 0`
}

/** What programs and kernels say, in their order: what is left of a name that is not known may look like the last. */
const words: readonly (readonly [RegExp, DialOutcome])[] = [
  [/^connected closed/, 'closed'],
  [/^connected/, 'connected'],
  [/bad address|not known|name resolution|not resolve/i, 'name-not-resolved'],
  [/refused/i, 'refused'],
  [/timed out/i, 'timed-out'],
  [/unreachable|no route|cannot assign|not available|not supported|denied|not permitted|is down/i, 'unreachable'],
]

/** Of `timeout`, as different ones end when the time is up. */
const lateExits = ['124', '137', '143']

/** Reads what the script prints, a line for each target; undefined where one is missing or says nothing known. */
export function readOutcomes(text: string, count: number): DialOutcome[] | undefined {
  const outcomes = new Map<number, DialOutcome>()
  for (const line of text.split('\n')) {
    const [, at = '', exit = '', said = ''] = /^(\d+) (\d+) ?(.*)$/.exec(line) ?? []
    const outcome =
      words.find(([pattern]) => pattern.test(said))?.[1] ?? (lateExits.includes(exit) ? 'timed-out' : undefined)
    if (outcome !== undefined) outcomes.set(Number(at), outcome)
  }
  const each = Array.from({ length: count }, (_, at) => outcomes.get(at))
  return each.every((outcome) => outcome !== undefined) ? each : undefined
}
