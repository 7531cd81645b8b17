import type { CallOptions } from '../engine/call/call-options.js'
import { openCall } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { diskUsage, diskUsageOptions, type DiskUsage, type DiskUsageOptions } from './disk-usage.js'
import type { EventType } from './events/event.js'
import { Events, type EventFilters, type EventsOptions } from './events/events.js'
import { checkLogin, type RegistryLogin } from './login.js'
import { systemAuth, systemInfo, systemPing, systemVersion } from './operations.js'
import type { SystemAuthResponse } from './wire/auth.js'
import type { SystemInfo } from './wire/info.js'
import type { Ping } from './wire/ping.js'
import type { SystemVersion } from './wire/version.js'

/** The engine as a whole: `docker.system`. */
export class System {
  readonly #engine: Engine

  /** @internal */
  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * Asks for a sign of life, by GET: a connection cannot be used again after HEAD, which `docker.call('SystemPingHead', {})`
   * asks by.
   *
   * @example const { apiVersion, server } = await docker.ping()
   * @throws ConnectionError ENGINE_UNREACHABLE with every place that was tried
   */
  ping(options: CallOptions = {}): Promise<Ping> {
    return this.#engine.call(systemPing, {}, options)
  }

  /** Which engine this is, and what it is made of. CLI `docker version` */
  version(options: CallOptions = {}): Promise<SystemVersion> {
    return this.#engine.call(systemVersion, {}, options)
  }

  /** The state and the abilities of the engine and its host. CLI `docker info` */
  info(options: CallOptions = {}): Promise<SystemInfo> {
    return this.#engine.call(systemInfo, {}, options)
  }

  /**
   * How much of the disk images, containers, volumes and the build cache take, in bytes, and how much would go with what
   * is not in use. The engine reads its whole disk for it, so there is no deadline but a `timeout` that is given.
   * CLI `docker system df`
   *
   * @example
   * const { volumes } = await docker.system.df({ verbose: true })
   * for (const { Name, UsageData } of volumes?.items ?? []) console.log(Name, UsageData?.Size)
   *
   * @throws UsageError API_TOO_OLD for `type` on engines before 23 (API 1.42)
   */
  async df(options: DiskUsageOptions = {}): Promise<DiskUsage> {
    diskUsageOptions.check(options)
    return await diskUsage(openCall(this.#engine, diskUsageOptions.call(options)), options)
  }

  /**
   * Checks a name and a password with their registry, and changes nothing: neither the engine nor docker's configuration
   * keeps them. Some registries give an `IdentityToken` to use instead of the password.
   * CLI `docker login`, which keeps them
   *
   * @example
   * await docker.system.auth({ username: 'me', password: 'secret', serveraddress: 'registry.example:5000' })
   *
   * @throws UsageError INVALID_ARGUMENT, which repeats no password; UnauthorizedError UNAUTHORIZED; EngineError
   * REGISTRY_UNREACHABLE
   */
  async auth(login: RegistryLogin, options: CallOptions = {}): Promise<SystemAuthResponse> {
    return await this.#engine.call(systemAuth, { body: checkLogin(login) }, options)
  }

  /**
   * What happens on the engine, from now on or `since` a moment, for ever or `until` one. Nothing is lost in silence:
   * the connection is always read, up to `buffer` events wait for a slow reader, and where more were dropped reading
   * ends with EVENTS_LOST, or `onGap` is called.
   * CLI `docker events --filter --since --until`
   *
   * @example
   * for await (const event of docker.events({ type: 'network' })) {
   *   if (event.Action === 'connect') console.log(event.Actor.Attributes.name, event.Actor.Attributes.container)
   * }
   *
   * @throws StateError EVENTS_LOST; ConnectionError CONNECTION_LOST when the engine ends; UsageError UNKNOWN_OPTION
   */
  events<const Type extends EventType = EventType>(
    which: EventFilters<Type> = {},
    options: EventsOptions = {},
  ): Events<Type> {
    return new Events(this.#engine, which, options)
  }
}
