import { orAbsent } from './absent.js'
import type { CallOptions } from './call/call-options.js'
import type { Engine } from './engine.js'
import type { Handle, Listed, Named } from './handle.js'
import type { RefLike } from './ref.js'

/** The types of one noun. */
export interface NounTypes {
  readonly handle: Handle
  readonly inspected: object
  readonly inspectOptions: CallOptions
  readonly removal: Promise<unknown>
  readonly removeOptions: CallOptions
}

type NounOf<Types extends NounTypes> = Types['handle']['noun']

/** What a handle of a noun can do that its collection does for a name. */
type HandleOf<Types extends NounTypes> = Types['handle'] & {
  inspect(options?: Types['inspectOptions']): Promise<Types['inspected']>
  remove(options?: Types['removeOptions']): Promise<Awaited<Types['removal']>>
}

/** All things of one kind on one engine: what every such collection can do. */
export abstract class Collection<Types extends NounTypes> {
  /** @internal */
  protected readonly engine: Engine

  /** @internal */
  constructor(engine: Engine) {
    this.engine = engine
    Object.defineProperty(this, 'engine', { enumerable: false })
  }

  /**
   * A handle on a thing that exists, by its name, its id or another handle.
   *
   * @throws NotFoundError NOT_FOUND
   */
  async get(ref: RefLike<NounOf<Types>>, options?: Types['inspectOptions']): Promise<Types['handle']> {
    return this.handleOn(await this.inspect(ref, options), ref)
  }

  /** A handle on a thing, or undefined when there is none of that name or id. */
  async find(ref: RefLike<NounOf<Types>>, options?: Types['inspectOptions']): Promise<Types['handle'] | undefined> {
    const at = this.at(ref)
    return await orAbsent(at.noun, this.get(ref, options))
  }

  /** A handle, without asking the engine whether there is such a thing. @throws UsageError INVALID_REF */
  ref(idOrName: string): Types['handle'] {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- every noun makes it by its class
    return this.at(idOrName)
  }

  /** Whether the engine has it. */
  async exists(ref: RefLike<NounOf<Types>>, options?: Types['inspectOptions']): Promise<boolean> {
    return (await this.find(ref, options)) !== undefined
  }

  /**
   * What the engine says of it now.
   *
   * @throws NotFoundError NOT_FOUND
   */
  async inspect(ref: RefLike<NounOf<Types>>, options?: Types['inspectOptions']): Promise<Types['inspected']> {
    return await this.at(ref).inspect(options)
  }

  /**
   * Removes it.
   *
   * @throws NotFoundError NOT_FOUND
   */
  async remove(ref: RefLike<NounOf<Types>>, options?: Types['removeOptions']): Promise<Awaited<Types['removal']>> {
    return await this.at(ref).remove(options)
  }

  /** @internal A handle without a question. Refuses what names nothing. */
  protected abstract at(ref: RefLike<NounOf<Types>>): HandleOf<Types>

  /** @internal The handle that an inspect gives, called as the caller did where that is one of its names. */
  protected abstract handleOn(inspected: Types['inspected'], asked: RefLike<NounOf<Types>>): Types['handle']
}

/** A handle with what the list said of its thing. */
export function listed<Summary, H extends Handle<string, Summary>>(
  make: new (engine: Engine, named: Named, summary: Summary) => H,
  engine: Engine,
  named: Named,
  summary: Summary,
): Listed<H> {
  return new make(engine, named, summary) as Listed<H> // the constructor keeps the summary that it is given
}
