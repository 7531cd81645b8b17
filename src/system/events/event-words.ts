import { nearest } from '../../engine/call/nearest.js'
import { each, type FilterKind, type OneOrMore } from '../../engine/call/filters.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { EventActions, EventType } from './event.js'

// What the filters `type` and `event` take. An action is written without what follows its colon; a health can be
// written with it, since engines compare the whole of it then.

type Health = 'running' | 'healthy' | 'unhealthy'
type WordOf<Action> = Action extends `${infer Word}: ${string}` ? Word : Action

/** The words of each kind of thing for the filter `event`. */
export type EventWords = {
  [Type in EventType]: WordOf<EventActions[Type]> | (Type extends 'container' ? `health_status: ${Health}` : never)
}

/** A row for each word: one that is missing does not compile, and neither does one too many. */
const words: { readonly [Type in EventType]: Readonly<Record<EventWords[Type], true>> } = {
  builder: { prune: true },
  config: { create: true, update: true, remove: true },
  container: {
    'archive-path': true,
    attach: true,
    checkpoint: true,
    commit: true,
    copy: true,
    create: true,
    destroy: true,
    detach: true,
    die: true,
    exec_create: true,
    exec_detach: true,
    exec_die: true,
    exec_start: true,
    export: true,
    'extract-to-dir': true,
    health_status: true,
    'health_status: healthy': true,
    'health_status: running': true,
    'health_status: unhealthy': true,
    kill: true,
    oom: true,
    pause: true,
    prune: true,
    rename: true,
    resize: true,
    restart: true,
    start: true,
    stop: true,
    top: true,
    unpause: true,
    update: true,
  },
  daemon: { reload: true },
  image: {
    create: true,
    delete: true,
    import: true,
    load: true,
    prune: true,
    pull: true,
    push: true,
    save: true,
    tag: true,
    untag: true,
  },
  network: {
    connect: true,
    create: true,
    destroy: true,
    disconnect: true,
    prune: true,
    remove: true,
    update: true,
  },
  node: { create: true, remove: true, update: true },
  plugin: { create: true, disable: true, enable: true, pull: true, remove: true, upgrade: true },
  secret: { create: true, remove: true, update: true },
  service: { create: true, remove: true, update: true },
  volume: { create: true, destroy: true, mount: true, prune: true, unmount: true },
}

/** The kinds of things that events happen to. */
export const eventTypes = Object.keys(words) as EventType[] // the table has a row for each

function wordsFor(types: readonly EventType[]): readonly string[] {
  return [...new Set(types.flatMap((type) => Object.keys(words[type])))]
}

/** The filter `event`, whatever the types. */
export const eventWord: FilterKind<OneOrMore<EventWords[EventType]>> = each((word: string, name) =>
  checkEventWord(word, name, eventTypes),
)

/**
 * Refuses a word that no event of these types has: an engine would take it, and send nothing for ever.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function checkEventWord(word: string, name: string, types: readonly EventType[]): string {
  const known = wordsFor(types)
  if (known.includes(word)) return word
  const close = typeof word === 'string' ? nearest(word, known) : undefined
  const whose = types.length === eventTypes.length ? 'events' : `events of type ${types.join(' or ')}`
  const hint = `${close === undefined ? '' : `did you mean '${close}'? `}${whose} are: ${known.join(', ')}; for a word that only a newer engine has, leave event out and compare Action`
  throw invalidArgument(name, word, hint)
}
