import { EngineError, type EngineCode } from '../engine.js'
import { withoutPasswords } from '../describe-value.js'
import { anyReasons, askWhoAnswers, whereToLook } from './any.js'
import { classes } from './classes.js'
import { containerReasons } from './container.js'
import { containerOptionReasons } from './container-options.js'
import { execReasons } from './exec.js'
import { fileReasons } from './files.js'
import { firewallReasons } from './firewall.js'
import { imageReasons } from './image.js'
import { networkReasons } from './network.js'
import type { Reason, Refusal } from './reason.js'
import { swarmReasons } from './swarm.js'
import { volumeReasons } from './volume.js'

/**
 * What engines print, from 20.10 to 29; these files are the only readers of their words.
 * Statuses move between versions, so a refusal is told by its operation and its text; the first row that fits wins.
 */
export const reasons: readonly Reason[] = [
  ...firewallReasons,
  ...networkReasons,
  ...imageReasons,
  ...containerReasons,
  ...containerOptionReasons,
  ...execReasons,
  ...fileReasons,
  ...volumeReasons,
  ...swarmReasons,
  ...anyReasons,
]

/** Engines say why at once; some of the patterns would take long over a text without end. */
const readable = 4000

/** Of a page that is no engine's. */
const longestPage = 1000

/** When the words say nothing known, the status still says something. */
const byStatus: Readonly<Record<number, EngineCode>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  503: 'UNAVAILABLE',
}

/** The error for a refusal: told by its words first, by its status if they say nothing known. */
export function engineError(refusal: Refusal): EngineError {
  const { operation, target, status, noun } = refusal
  const words = messageIn(refusal.text)
  const engineMessage = withoutPasswords(words ?? refusal.text.trim().slice(0, longestPage)) || `HTTP status ${status}`
  const common = {
    message: `${operation}${target === undefined ? '' : ` ${JSON.stringify(target)}`}: ${engineMessage}`,
    operation,
    target,
    status,
    engineMessage,
  }
  const read = engineMessage.slice(0, readable)
  for (const { of, says, code, details, hint } of reasons) {
    if (of !== undefined && !of.includes(operation)) continue
    const match = says.exec(read)
    if (match === null) continue
    const found = match.groups ?? {}
    const told = { ...refusal, text: engineMessage }
    // reason() has tied this row's details to its code
    return new classes[code](code, { ...common, details: details(found, told), hint: hint?.(found, told) })
  }
  // A page of a proxy, or of whatever else answers there, says nothing of what the engine has.
  const isElsewhere = status === 404 && words === undefined && refusal.text.trim() !== ''
  if (isElsewhere)
    return new classes.OPERATION_UNKNOWN('OPERATION_UNKNOWN', { ...common, details: {}, hint: askWhoAnswers })
  const code = byStatus[status] ?? 'SERVER_ERROR'
  const details = code === 'NOT_FOUND' ? { noun, ref: target ?? '' } : {}
  const hint = code === 'NOT_FOUND' ? whereToLook(noun) : undefined
  return new classes[code](code, { ...common, details, hint }, status === 503)
}

/** What an engine says in its JSON; undefined for a proxy's page, or a reply that was cut short. */
function messageIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message.trim()
  } catch {
    // no JSON
  }
  return undefined
}
