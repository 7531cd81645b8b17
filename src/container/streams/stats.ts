import type { CallOptions } from '../../engine/call/call-options.js'
import { options, own } from '../../engine/call/options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { plainName, type RefLike } from '../../engine/ref.js'
import { conflict } from '../../errors/conflict.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import type { Decoder } from '../../stream/decoders/decoder.js'
import { lazily, type Items } from '../../stream/items.js'
import { containerInspect, containerStats, containerStatsStream } from '../operations.js'
import type { ContainerStats } from '../wire/stats.js'
import { isOfRunning, toStats, type Stats } from './usage.js'

/** How a container's use is counted once. */
export interface StatsOptions extends CallOptions {
  /** Answers at once, without `cpuPercent`: that takes the engine a second count, one to two seconds later. */
  readonly oneShot?: boolean | undefined
  readonly follow?: false | undefined
}

/** How a container's use is counted each second. */
export interface StatsFollowOptions extends CallOptions {
  /** Goes on until the container ends, or the loop is left. */
  readonly follow: true
  readonly oneShot?: undefined
}

const statsOptions = options<StatsOptions | StatsFollowOptions>('container.stats', {
  follow: own(checkFlag),
  oneShot: own(checkFlag),
})

/** What a container uses: once, or each second. See `container.stats`. */
export function statsOf(
  engine: Engine,
  container: RefLike<'container'>,
  given: StatsOptions | StatsFollowOptions,
): Promise<Stats> | Items<Stats> {
  return isFollowed(given) ? followStats(engine, container, given) : statsOnce(engine, container, given)
}

// What is no object at all is refused by the promise.
function isFollowed(given: StatsOptions | StatsFollowOptions | null): given is StatsFollowOptions {
  return given?.follow === true
}

async function statsOnce(engine: Engine, container: RefLike<'container'>, given: StatsOptions): Promise<Stats> {
  check(given)
  const call = openCall(engine, given)
  const query = { stream: false, ...(given.oneShot !== undefined && { 'one-shot': given.oneShot }) }
  const count = await call.send(containerStats, { id: container, query })
  if (!isOfRunning(count)) throw await notRunning(call, container)
  return toStats(count)
}

function followStats(engine: Engine, container: RefLike<'container'>, given: StatsFollowOptions): Items<Stats> {
  check(given)
  const { signal, timeout } = given
  return lazily(async (leave) => {
    const call = openCall(engine, { signal: leave, timeout })
    const counts = await call.send(containerStatsStream, { id: container, query: { stream: true } })
    const decoder = new StatsDecoder()
    const confirm = async (): Promise<void> => {
      if (decoder.isEmpty) throw await notRunning(call, container)
    }
    return { source: whileRunning(counts), decoder, confirm }
  }, signal)
}

function check(given: StatsOptions | StatsFollowOptions): void {
  statsOptions.check(given)
  const { follow, oneShot }: { readonly follow?: unknown; readonly oneShot?: unknown } = given // whatever their types say
  if (follow === true && oneShot !== undefined)
    throw conflict('oneShot', 'follow', 'one count is not followed by others')
}

/** Engines go on for ever, with zeros, when a container has ended. */
async function* whileRunning(counts: Items<ContainerStats>): AsyncGenerator<ContainerStats> {
  for await (const count of counts) {
    if (!isOfRunning(count)) return
    yield count
  }
}

class StatsDecoder implements Decoder<ContainerStats, Stats> {
  #stats: Stats | undefined
  /** Whether nothing has come. */
  isEmpty = true

  push(count: ContainerStats): void {
    this.#stats = toStats(count)
    this.isEmpty = false
  }

  take(): Stats | undefined {
    const stats = this.#stats
    this.#stats = undefined
    return stats
  }

  end(): void {
    // Every count is whole.
  }
}

async function notRunning(call: CallContext, container: RefLike<'container'>): Promise<StateError<'NOT_RUNNING'>> {
  const { Id, Name, State } = await call.send(containerInspect, { id: container })
  const name = plainName(Name)
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} is ${State.Status}: it uses nothing that could be counted`,
    details: { id: Id, name },
    hint: 'start it first',
    operation: containerStats.id,
    target: name,
  })
}
