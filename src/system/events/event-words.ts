import type { EventActions, EventType } from './event.js'

// What the filters `type` and `event` take. An action is written without what follows its colon, a health with it.

type WordOf<Action> = Action extends `${infer Word}: ${string}` ? Word : Action
type EventWord = WordOf<EventActions[EventType]> | 'health_status: healthy' | 'health_status: unhealthy'

/** A row for each word: one that is missing does not compile, and neither does one too many. */
function wordsOf<Word extends string>(table: Readonly<Record<Word, true>>): readonly Word[] {
  return Object.keys(table) as Word[] // Object.keys() loses what it looked at
}

export const eventTypes = wordsOf<EventType>({
  builder: true,
  config: true,
  container: true,
  daemon: true,
  image: true,
  network: true,
  node: true,
  plugin: true,
  secret: true,
  service: true,
  volume: true,
})

export const eventWords = wordsOf<EventWord>({
  'archive-path': true,
  attach: true,
  commit: true,
  connect: true,
  copy: true,
  create: true,
  delete: true,
  destroy: true,
  detach: true,
  die: true,
  disable: true,
  disconnect: true,
  enable: true,
  exec_create: true,
  exec_detach: true,
  exec_die: true,
  exec_start: true,
  export: true,
  'extract-to-dir': true,
  health_status: true,
  import: true,
  kill: true,
  load: true,
  mount: true,
  oom: true,
  pause: true,
  prune: true,
  pull: true,
  push: true,
  reload: true,
  remove: true,
  rename: true,
  resize: true,
  restart: true,
  save: true,
  start: true,
  stop: true,
  tag: true,
  top: true,
  unmount: true,
  unpause: true,
  untag: true,
  update: true,
  upgrade: true,
  'health_status: healthy': true,
  'health_status: unhealthy': true,
})
