import { merged } from '../../docker-words/patch.js'
import type { Engine } from '../../engine/engine.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { checkVolumeName } from '../volume-name.js'
import type { VolumeCreateRequest } from '../wire/requests.js'
import type { Place } from './places.js'

/** Everything that a builder has been told. */
export interface VolumeSpec {
  readonly name: string
  readonly driver: string
  /** What a local volume is, if not a directory that the engine keeps. */
  readonly place: Place | undefined
  readonly options: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly patch: Partial<VolumeCreateRequest> | undefined
}

/** What a builder knows before it has been told anything. */
export function emptySpec(engine: Engine, driver: string, name: string | undefined): VolumeSpec {
  return {
    name: name === undefined ? engine.session.nextName() : checkVolumeName(name),
    driver: checkDriver(driver),
    place: undefined,
    options: {},
    labels: {},
    patch: undefined,
  }
}

/** The body of the create, with the name that it always has. */
export function toCreateRequest(spec: VolumeSpec): VolumeCreateRequest & { readonly Name: string } {
  const { name, driver, options, labels, patch } = spec
  const request = merged(
    {
      Name: name,
      Driver: driver,
      ...(Object.keys(options).length > 0 && { DriverOpts: { ...options } }),
      ...(Object.keys(labels).length > 0 && { Labels: { ...labels } }),
    },
    patch ?? {},
  )
  if (request.Driver === 'local') refuseIncomplete(request)
  return request
}

/** By the rules of the driver: what is mounted has a type and a device, and options only then. */
function refuseIncomplete({ Name, DriverOpts = {} }: VolumeCreateRequest): void {
  const given = ['o', 'device', 'type'].find((key) => DriverOpts[key])
  const missing = ['type', 'device'].filter((key) => !DriverOpts[key]).join(' and ')
  if (given === undefined || missing === '') return
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `a local volume with the option ${given} needs the option ${missing}, too`,
    details: { option: given, with: `no ${missing}` },
    hint: ".tmpfs({ size: '64m' }), .nfs({ server, path }) and .bind(path) give all that is needed",
    target: Name,
  })
}

function checkDriver(driver: unknown): string {
  if (typeof driver === 'string' && /^\w[\w.:/-]*$/.test(driver)) return driver
  const hint = 'give local, or the name of a plugin; docker.info() lists them under Plugins.Volume'
  throw invalidArgument('driver', driver, hint)
}
