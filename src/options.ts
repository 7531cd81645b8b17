import { readApiVersion } from './engine/call/api-version.js'
import { checkTimeout } from './engine/call/call-options.js'
import { refuseUnknown } from './engine/call/nearest.js'
import { isPlainObject } from './errors/brand.js'
import { checkFlag, invalidArgument } from './errors/invalid-argument.js'
import { UsageError } from './errors/usage.js'
import { isImageId, parseImageReference } from './docker-words/image-reference.js'
import { checkBytes } from './stream/text.js'
import type { Transport } from './transport/transport.js'

/** What a client can be told when it is opened. Everything is optional. */
export interface DockerOptions {
  /** Where the engine is: `unix:///var/run/docker.sock`. Without it mooring looks where the docker CLI would. */
  readonly host?: string | undefined
  /** A context of the docker CLI, by name. */
  readonly context?: string | undefined
  /** The API version to speak, such as `1.44`. Without it mooring asks the engine. */
  readonly apiVersion?: string | undefined
  /** Milliseconds that a short call may take; 60,000 by default. Streams, and waiting for a container, have no such limit. */
  readonly timeout?: number | undefined
  /** Checks every reply against the whole definition of the API. For tests: it costs about as much as parsing. */
  readonly validateReplies?: boolean | undefined
  /** Refuses every call that could change something. */
  readonly readOnly?: boolean | undefined
  /**
   * The image of short-lived containers that look at the engine's host, and at the networks of containers, from inside;
   * `busybox` by default. It needs sh, cat, grep, readlink, basename, nc and nslookup, and is not pulled for you unless you
   * say `{ pull: true }`.
   */
  readonly helper?: string | HelperImage | undefined
  /**
   * Whether registries are asked in the name that docker's configuration has for them, where a call has no `auth`: that
   * of `docker login`, or of a credential helper. True by default, as for docker itself.
   */
  readonly credentials?: boolean | undefined
  /** Bytes that the reply of a short call may have; 64 MiB by default. */
  readonly maxReplyBytes?: number | undefined
  /** Another way to the engine. */
  readonly transport?: Transport | undefined
}

/** The image of the short-lived containers that look from inside. */
export interface HelperImage {
  /** `busybox` by default. */
  readonly image?: string | undefined
  /** Whether it is pulled where the engine does not have it; false by default. */
  readonly pull?: boolean | undefined
}

const known = [
  'host',
  'context',
  'apiVersion',
  'timeout',
  'validateReplies',
  'readOnly',
  'helper',
  'credentials',
  'maxReplyBytes',
  'transport',
] as const satisfies readonly (keyof DockerOptions)[]

/** Checks the options of a client. */
export function checkOptions(options: DockerOptions): DockerOptions {
  const given: unknown = options // callers without types may pass anything
  if (typeof given !== 'object' || given === null)
    throw invalidArgument('options', given, "give an object, such as { host: 'unix:///var/run/docker.sock' }")
  refuseUnknown(options, known, 'new Docker()')
  const { apiVersion, timeout, maxReplyBytes, helper, credentials, host, context, transport } = options
  if (apiVersion !== undefined) readApiVersion(apiVersion)
  if (timeout !== undefined) checkTimeout(timeout, 'new Docker()')
  if (maxReplyBytes !== undefined) checkBytes('maxReplyBytes', maxReplyBytes)
  if (credentials !== undefined) checkFlag('credentials', credentials)
  checkHelper(helperImage(helper))
  for (const [argument, text] of Object.entries({ host, context })) {
    if (text !== undefined && typeof text !== 'string') throw invalidArgument(argument, text, 'give a text')
  }
  if ([host, context, transport].filter((way) => way !== undefined).length > 1) {
    throw new UsageError('CONFLICTING_OPTIONS', {
      message: 'host, context and transport each say where the engine is',
      details: { option: 'host', with: context === undefined ? 'transport' : 'context' },
      hint: 'give one of them',
    })
  }
  return options
}

/** The option, whichever way it was written. */
export function helperImage(helper: DockerOptions['helper'] = {}): HelperImage {
  return typeof helper === 'object' ? helper : { image: helper }
}

function checkHelper(helper: HelperImage): void {
  const given: unknown = helper // callers without types may pass anything
  if (!isPlainObject(given))
    throw invalidArgument('helper', given, "give an image, or { image: 'busybox', pull: true }")
  refuseUnknown(helper, ['image', 'pull'], 'helper')
  const { image, pull } = helper
  if (image !== undefined && !isImageId(image)) parseImageReference(image)
  if (pull !== undefined) checkFlag('helper.pull', pull)
}
