import type { CallContext } from '../../../engine/context.js'
import { plainName } from '../../../engine/ref.js'
import type { Unfinished } from '../../../engine/session/session.js'
import { conflict } from '../../../errors/conflict.js'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { UsageError } from '../../../errors/usage.js'
import { ContainerBuilder } from '../../builder/builder.js'
import type { ContainerSpec } from '../../builder/spec.js'
import type { OwnedContainer } from '../../container.js'
import { containerInspect } from '../../operations.js'
import { createContainer } from '../../run/create.js'
import type { ContainerInspect } from '../../wire/inspect.js'
import { dependantsOf, dependsOn, movedTo } from './dependants.js'
import { anonymousOf, keptOf, sameImage } from './kept.js'
import { nextName, spareName } from '../labels.js'
import { labelsOf, refTo, wasOf, type Pair } from '../pair.js'
import { refuseUncheckable } from '../until-ready.js'
import type { ReplaceStep, Starting } from '../take-place.js'

/** What is to be different about the new container. */
export type ReplaceChange = (builder: ContainerBuilder) => ContainerBuilder

/** A new container that was made, and not started yet. */
export interface Prepared {
  readonly pair: Pair
  readonly made: OwnedContainer
  readonly spare: OwnedContainer | undefined
  /** Volumes of the old one without a name. */
  readonly volumes: readonly string[]
  readonly unfinished: Unfinished
}

interface Asked {
  readonly change: ReplaceChange | undefined
  readonly starting: Starting
  /** Gets each new one as soon as it is made, that of the replacement itself first. */
  readonly prepared: Prepared[]
}

/**
 * Makes the new one, and new ones of all that depend on it, while the old ones run on: what cannot be made, or pulled,
 * costs nobody anything.
 */
export async function prepare(
  call: CallContext,
  old: ContainerInspect,
  { change, starting, prepared }: Asked,
): Promise<{ readonly main: Prepared; readonly next: ContainerInspect }> {
  const dependants = await dependantsOf(call, old)
  const kept = await keptOf(call, old)
  const spec = change === undefined ? kept : changed(call, kept, change, plainName(old.Name))
  const ids: Ids = new Map()
  const main = await makeNext(call, old, spec, undefined, starting.tell)
  prepared.push(main)
  noteId(ids, main.pair, main.made)
  const next = await call.send(containerInspect, { id: main.made })
  refuseUncheckable({ ...next, Name: old.Name }, starting.ready)
  const olds = [{ found: old, kept: await sameImage(call, kept, old) }]
  for (const found of dependants) {
    const same = await sameImage(call, await keptOf(call, found), found)
    const one = await makeNext(call, found, movedTo(same, ids), old.Id, starting.tell)
    prepared.push(one)
    noteId(ids, one.pair, one.made)
    olds.push({ found, kept: same })
  }
  await addSpares(call, olds, prepared)
  return { main: prepared[0] ?? main, next }
}

/** Of new containers, by the ids and the names of the old ones. */
type Ids = Map<string, string>

function noteId(ids: Ids, { old, name }: Pair, { id }: OwnedContainer): void {
  for (const known of [old, name]) ids.set(known, id)
}

interface Old {
  readonly found: ContainerInspect
  /** What it was made with. */
  readonly kept: ContainerSpec
}

/** Makes a spare of each that is gone when it is stopped, and of those that depend on such a one. */
async function addSpares(call: CallContext, olds: readonly Old[], prepared: Prepared[]): Promise<void> {
  const spared: ContainerInspect[] = []
  const ids: Ids = new Map()
  for (const [at, { found, kept }] of olds.entries()) {
    const one = prepared[at]
    const removesItself = found.HostConfig.AutoRemove === true && wasOf(found) !== 'stopped'
    if (one === undefined || !(removesItself || spared.some((other) => dependsOn(found, other)))) continue
    const spare = await makeLabelled(call, movedTo(kept, ids), spareName(one.pair.name), labelsOf(one.pair, 'spare'))
    prepared[at] = { ...one, spare, pair: { ...one.pair, spare: spare.id } }
    spared.push(found)
    noteId(ids, one.pair, spare)
  }
}

/** What the caller made of it. */
function changed(call: CallContext, kept: ContainerSpec, change: ReplaceChange, name: string): ContainerSpec {
  const given: unknown = change(new ContainerBuilder(call.engine, kept)) // callers without types may return anything
  if (!(given instanceof ContainerBuilder)) throw notGiven(given, quoted(given))
  const { engine, spec } = given.told()
  if (engine !== call.engine)
    throw new UsageError('OTHER_ENGINE', {
      message: `container ${JSON.stringify(name)} cannot be replaced by one on another engine`,
      details: { noun: 'container', name },
      hint: 'leave out .on(): make it there with docker.container.like(), and remove this one',
    })
  if (spec.base !== kept.base) throw notGiven(undefined, 'another builder')
  if (spec.name !== undefined && spec.name !== name)
    throw conflict(
      'name',
      'replace',
      `replace() keeps the name ${JSON.stringify(name)}`,
      'leave out .name(), and call rename() on what replace() gives',
    )
  return spec
}

/** The function of the caller returned something else than the builder that it was given, with changes. */
function notGiven(given: unknown, what: string): UsageError<'INVALID_ARGUMENT'> {
  const hint = "return the builder that it was given: (builder) => builder.image('web:2')"
  return invalidArgument('change', given, hint, `the function given to replace() returned ${what}`)
}

async function makeNext(
  call: CallContext,
  found: ContainerInspect,
  spec: ContainerSpec,
  along: string | undefined,
  tell: (step: ReplaceStep) => void,
): Promise<Prepared> {
  const name = plainName(found.Name)
  const replaced = { name, was: wasOf(found), old: found.Id, along }
  tell({ doing: 'create', container: name })
  const made = await makeLabelled(call, spec, nextName(name), labelsOf(replaced))
  return {
    pair: { ...replaced, next: made.id, spare: undefined },
    made,
    spare: undefined,
    unfinished: call.engine.session.begin(refTo(made.id, name)),
    volumes: anonymousOf(found),
  }
}

/** Makes one that is nobody's, until it is known whose the old one is in the end. */
async function makeLabelled(
  call: CallContext,
  spec: ContainerSpec,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<OwnedContainer> {
  const made = await createContainer(call, { ...spec, name, labels: { ...spec.labels, ...labels } })
  call.engine.session.release(made)
  return made
}
