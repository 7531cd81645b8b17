import { compareApi } from '../engine/call/api-version.js'
import { checkCallOptions, type CallOptions } from '../engine/call/call-options.js'
import { openChange, type CallContext } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { UsageError } from '../errors/usage.js'
import { guardSource, releaseSource, type ByteSource } from '../stream/source.js'
import { Image } from './image.js'
import { nameToGive } from './name.js'
import { imageImport, imageInspect } from './operations.js'
import { parseImageReference } from '../docker-words/image-reference.js'
import { fitsPlatform, platform as platformParam, writePlatform } from '../docker-words/platform.js'
import { systemVersion } from '../system/operations.js'
import { checkOnStep, follow, type OnStep } from './steps.js'

/** How an image is made out of a root file system. */
export interface ImageImportOptions extends CallOptions {
  /** Its name, with or without a tag: `team/base`, `team/base:1`. */
  readonly name: string
  /** Its tag, when the name has none; `latest` by default. */
  readonly tag?: string | undefined
  /** Dockerfile instructions, such as `CMD ["/bin/sh"]`. CLI `--change` */
  readonly changes?: readonly string[] | undefined
  /** A comment that the history shows. CLI `--message` */
  readonly message?: string | undefined
  /**
   * What its programs are made for, if not for the engine's own: `linux/arm64`. Engines before 23 (API 1.42) know their
   * own architecture only. CLI `--platform`
   */
  readonly platform?: string | undefined
  /** Told of each step as it happens, and of the bytes that were taken in so far. What it throws ends the import. */
  readonly onStep?: OnStep | undefined
}

/** Makes an image out of a root file system. See `docker.image.import`. */
export async function importImage(engine: Engine, tar: ByteSource, options: ImageImportOptions): Promise<Image> {
  guardSource(tar)
  try {
    return await importGuarded(engine, tar, options)
  } catch (error) {
    releaseSource(tar)
    throw error
  }
}

async function importGuarded(
  engine: Engine,
  tar: ByteSource,
  options: ImageImportOptions = { name: '' },
): Promise<Image> {
  checkCallOptions(options, ['name', 'tag', 'changes', 'message', 'platform', 'onStep'], 'image.import')
  const { name, tag: given, changes, message, platform, onStep, ...terms } = options
  checkOnStep(onStep)
  const { repository, tag } = nameToGive(given === undefined ? name : tagged(name, given))
  const target = `${repository}:${tag}`
  const call = openChange(engine, { operation: imageImport.id, target }, terms)
  const query = { fromSrc: '-', repo: repository, tag, message, changes, platform } as const
  if (platform !== undefined) await refuseOtherArchitecture(call, platform)
  const lines = await call.send(imageImport, { query, body: tar })
  const last = await follow(lines, { operation: imageImport.id, target }, onStep)
  const id = idIn(last?.status) ?? (await call.send(imageInspect, { name: target })).Id
  return new Image(engine, { id, name: given === undefined ? name : target })
}

/** Engines before 23 take the operating system of a platform, and leave out the rest without a word. */
async function refuseOtherArchitecture(call: CallContext, wanted: string): Promise<void> {
  platformParam.write(wanted, 'platform')
  const has = await call.apiVersion()
  if (compareApi(has, '1.42') >= 0) return
  const { Os, Arch } = await call.send(systemVersion, {})
  const own = { Os, Architecture: Arch }
  if (fitsPlatform(own, wanted)) return
  throw new UsageError('API_TOO_OLD', {
    message: `an import for ${wanted} needs API 1.42, and this engine speaks ${has}: it would make an image for ${writePlatform(own)}`,
    details: { option: 'platform', needs: '1.42', has },
    hint: 'import it on an engine of that architecture, or on Docker 23 and newer',
  })
}

function tagged(name: string, tag: string): string {
  if (parseImageReference(name).tag === undefined) return `${name}:${tag}`
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `the name ${JSON.stringify(name)} has a tag already`,
    details: { option: 'tag', with: 'name' },
    hint: 'write the tag in one place',
    target: name,
  })
}

/** The last line of an import is the new image's id: the name alone could have moved on since. */
function idIn(status: string | undefined): string | undefined {
  return status !== undefined && /^sha256:[0-9a-f]{64}$/.test(status) ? status : undefined
}
