import type { ImageBuildQuery } from '../wire/build.js'
import { merged } from '../../docker-words/patch.js'
import { dockerfileIn } from './context.js'

/** Everything that a builder has been told, but the context. */
export interface BuildSpec {
  /** The Dockerfile, as it was given. */
  readonly file: string | undefined
  readonly query: ImageBuildQuery
  readonly patch: ImageBuildQuery | undefined
}

export const emptySpec: BuildSpec = { file: undefined, query: {}, patch: undefined }

/** What the engine is told beside the context. */
export function toBuildRequest({ file, query, patch }: BuildSpec): ImageBuildQuery {
  const request: ImageBuildQuery = { ...query, dockerfile: dockerfileIn(file), version: '1' }
  return merged(request, patch ?? {})
}
