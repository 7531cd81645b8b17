import {
  parseImageReference,
  refuseImageId,
  withDefaultTag,
  writeImageReference,
} from '../docker-words/image-reference.js'
import { askRegistry } from '../docker-words/registry/ask-registry.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { RegistryAuth } from '../engine/credentials.js'
import type { Engine } from '../engine/engine.js'
import { distributionInspect } from './operations.js'
import type { DistributionInspect } from './wire/inspect.js'

/** How a registry is asked. */
export interface DistributionInspectOptions extends CallOptions {
  /** Who asks the registry, if not the one whom docker's configuration has for it; `{}` is nobody. */
  readonly auth?: RegistryAuth | undefined
}

/** What registries have: `docker.distribution`. The engine asks them. */
export class Distribution {
  readonly #engine: Engine

  /** @internal */
  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * What a registry has under a name, without pulling it: its digest, and the platforms that it has images for.
   * Without a tag or a digest it is `latest`. CLI `docker manifest inspect` tells more of the same.
   *
   * @example
   * const { Descriptor } = await docker.distribution.inspect('registry.example:5000/team/app:1')
   * console.log(Descriptor.digest)
   *
   * @throws UsageError INVALID_REF before anything is sent; NotFoundError NOT_FOUND; UnauthorizedError UNAUTHORIZED;
   * EngineError REGISTRY_UNREACHABLE
   */
  async inspect(reference: string, options: DistributionInspectOptions = {}): Promise<DistributionInspect> {
    checkCallOptions(options, ['auth'], 'distribution.inspect')
    const wanted = withDefaultTag(parseImageReference(reference))
    refuseImageId(reference, wanted)
    const call = openCall(this.#engine, options)
    const about = { operation: distributionInspect.id, target: reference }
    return await askRegistry(call, { ...about, registry: wanted.registry, auth: options.auth }, (asker) =>
      call.send(distributionInspect, { name: writeImageReference(wanted), headers: { 'X-Registry-Auth': asker } }),
    )
  }
}
