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
import { dependantsOf, movedTo } from './dependants.js'
import { anonymousOf, keptOf, sameImage } from './kept.js'
import { inherit } from './inherit.js'
import { nextName } from '../labels.js'
import { labelsOf, refTo, wasOf, type Pair } from '../pair.js'
import type { Undone } from '../put-back.js'
import { refuseUncheckable } from '../until-ready.js'
import type { ReplaceStep, Starting } from '../take-place.js'

/** What is to be different about the new container. */
export type ReplaceChange = (builder: ContainerBuilder) => ContainerBuilder

/** A new container that was made, and not started yet. */
export interface Prepared extends Undone {
  readonly made: OwnedContainer
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
  const ids = new Map<string, string>()
  const make = async (
    found: ContainerInspect,
    as: ContainerSpec,
    before: ContainerSpec,
    along?: string,
  ): Promise<Prepared> => {
    const one = await makeNext(call, found, as, { before, along, tell: starting.tell })
    prepared.push(one)
    for (const known of [found.Id, one.pair.name]) ids.set(known, one.pair.next)
    return one
  }
  const main = await make(old, spec, await sameImage(call, kept, old))
  const next = await call.send(containerInspect, { id: main.made })
  refuseUncheckable({ ...next, Name: old.Name }, starting.ready)
  for (const found of dependants) {
    const same = await sameImage(call, await keptOf(call, found), found)
    await make(found, movedTo(same, ids), same, old.Id)
  }
  return { main, next }
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

interface Making {
  /** What the old one was made with, for the case that it is gone when it is stopped, or what it depends on is. */
  readonly before: ContainerSpec
  readonly along: string | undefined
  readonly tell: (step: ReplaceStep) => void
}

async function makeNext(
  call: CallContext,
  found: ContainerInspect,
  spec: ContainerSpec,
  { before, along, tell }: Making,
): Promise<Prepared> {
  const name = plainName(found.Name)
  const was = wasOf(found)
  const told = { name, was, old: found.Id, along }
  tell({ doing: 'create', container: name })
  const made = await createContainer(call, {
    ...spec,
    name: nextName(name),
    labels: { ...spec.labels, ...labelsOf(told) },
  })
  call.engine.session.release(made) // nobody's, until it is known whose the old one is in the end
  const pair: Pair = { ...told, next: made.id }
  const unfinished = call.engine.session.begin(refTo(made.id, name))
  const volumes = anonymousOf(found)
  return {
    pair,
    made,
    unfinished,
    volumes,
    makeAgain: async ({ call: undoing }, ids) => {
      const again = await createContainer(undoing, { ...movedTo(before, ids), name })
      inherit(undoing.engine, { before: found.Id, made: again, name, volumes })
      return again.id
    },
  }
}
