import { options, own, query } from '../engine/call/options.js'
import type { CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import { checkFlag } from '../errors/invalid-argument.js'
import { Image } from '../image/image.js'
import { nameToGive, shortId } from '../image/name.js'
import { containerCommit } from './operations.js'

/** How an image is made of a container. */
export interface CommitOptions extends CallOptions {
  /** Who made it. CLI `--author` */
  readonly author?: string | undefined
  /** Dockerfile instructions, such as `CMD ["nginx"]`. CLI `--change` */
  readonly changes?: readonly string[] | undefined
  /** A comment that the history shows. CLI `--message` */
  readonly message?: string | undefined
  /** Lets its processes stand still meanwhile, so that no file is half written; true by default. CLI `--pause` */
  readonly pause?: boolean | undefined
}

const commitOptions = options<CommitOptions>('container.commit', {
  author: query(containerCommit, 'author'),
  changes: query(containerCommit, 'changes'),
  message: { ...query(containerCommit, 'comment'), place: { in: 'query', as: 'comment' } },
  pause: { ...own(checkFlag), place: { in: 'query', as: 'pause' } },
})

/** Makes an image of a container. See `container.commit`. */
export async function commitContainer(
  engine: Engine,
  container: RefLike<'container'>,
  reference: string | undefined,
  given: CommitOptions,
): Promise<Image> {
  commitOptions.check(given)
  const named = reference === undefined ? undefined : nameToGive(reference)
  const query = { ...commitOptions.query(given), container, repo: named?.repository, tag: named?.tag }
  const { Id } = await openCall(engine, commitOptions.call(given)).send(containerCommit, { query })
  return new Image(engine, { id: Id, name: reference ?? shortId(Id) })
}
