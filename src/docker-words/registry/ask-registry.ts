import type { CallContext } from '../../engine/context.js'
import type { Credentials, RegistryAuth } from '../../engine/credentials.js'
import { partsOf } from '../../engine/explained.js'
import { NotFoundError, UnauthorizedError } from '../../errors/engine.js'
import { MooringError } from '../../errors/base.js'
import type { About } from '../../errors/error-context.js'

/** A question to a registry, which the engine asks. */
interface RegistryQuestion {
  /** As it stands in the image's name; undefined for Docker Hub. */
  readonly registry: string | undefined
  /** Who asks, if the caller says so. */
  readonly auth: RegistryAuth | undefined
  readonly operation: string
  readonly target: string
}

type Asker = 'auth' | 'configuration' | 'nobody'

/**
 * Has a registry asked: in the name that the caller gave, else in the one that docker's configuration has for it. When the
 * registry refuses, the error says in whose name it was asked.
 */
export async function askRegistry<Value>(
  call: CallContext,
  question: RegistryQuestion,
  ask: (auth: RegistryAuth | undefined) => Promise<Value>,
): Promise<Value> {
  const { auth, registry } = question
  if (auth !== undefined) return await orExplained(ask(auth), registry, 'auth', undefined)
  const found = await lookUp(call, question, ({ find }, signal) => find(registry, signal))
  const asker = found.auth === undefined ? 'nobody' : 'configuration'
  return await orExplained(ask(found.auth), registry, asker, found.problem)
}

/** Who asks each registry that docker's configuration knows; undefined where it knows none. */
export async function allCredentials(
  call: CallContext,
  about: About,
): Promise<Readonly<Record<string, RegistryAuth>> | undefined> {
  const auths = await lookUp(call, about, ({ all }, signal) => all(signal))
  return Object.keys(auths).length === 0 ? undefined : auths
}

async function lookUp<Found>(
  call: CallContext,
  { operation, target }: About,
  search: (credentials: Credentials, signal: AbortSignal) => Promise<Found>,
): Promise<Found> {
  call.signal?.throwIfAborted()
  const leaving = new AbortController()
  try {
    return await call.wait(search(call.engine.options.credentials, leaving.signal), { operation, target })
  } finally {
    leaving.abort() // a helper that still runs is asked for nobody any more
  }
}

async function orExplained<Value>(
  answer: Promise<Value>,
  registry: string | undefined,
  asker: Asker,
  problem: string | undefined,
): Promise<Value> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof UnauthorizedError) throw unauthorized(error, registry, asker, problem)
    if (problem !== undefined && error instanceof NotFoundError && MooringError.is(error, 'NOT_FOUND'))
      throw new NotFoundError('NOT_FOUND', {
        ...partsOf(error),
        message: error.sentence,
        details: error.details,
        hint: `${error.hint ?? 'check its name'}; it was asked for by nobody, because ${problem}`,
      })
    throw error
  }
}

function unauthorized(
  error: UnauthorizedError,
  registry: string | undefined,
  asker: Asker,
  problem: string | undefined,
): UnauthorizedError<'UNAUTHORIZED'> {
  return new UnauthorizedError('UNAUTHORIZED', {
    ...partsOf(error),
    message: error.sentence,
    details: { registry, asker, problem },
    detailsInMessage: true,
    hint: whatToGive(registry, asker, problem),
  })
}

function whatToGive(registry: string | undefined, asker: Asker, problem: string | undefined): string {
  const where = registry ?? 'Docker Hub'
  const login = `docker login${registry === undefined ? '' : ` ${registry}`}`
  switch (asker) {
    case 'auth':
      return `${where} does not let these credentials do this: check name, password and rights of the auth that was given`
    case 'configuration':
      return `${where} does not let the credentials of docker's configuration do this: log in again with ${login}, or give { auth: { username, password } }`
    case 'nobody':
      return problem === undefined
        ? `say who asks: { auth: { username, password } }, or log in to ${where} with ${login}`
        : `give { auth: { username, password } }; docker's configuration was of no use: ${problem}`
  }
}
