import type { Difference } from '../../errors/codes.js'
import { toldOption } from '../../errors/describe-value.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { optionDifferences } from './option-differences.js'
import { poolDifferences } from './pool-differences.js'

/**
 * What a network has otherwise than it was wanted. What was not asked for may be anything, other labels included; and what
 * engines fill in or write in another way is no difference.
 */
export function differencesOf(wanted: NetworkCreateRequest, found: NetworkSummary): Difference[] {
  const { ConfigOnly = false, ConfigFrom, IPAM = {} } = wanted
  return [
    // a configuration has no driver: engines show the word null
    ...(ConfigOnly ? [] : textDifference('Driver', orUndefined(wanted.Driver), found.Driver)),
    ...textDifference('Scope', scopeOf(wanted), found.Scope),
    ...flagDifference('Internal', wanted.Internal, found.Internal),
    ...flagDifference('Attachable', wanted.Attachable, found.Attachable),
    ...flagDifference('Ingress', wanted.Ingress, found.Ingress),
    // no key of the create says that it shall be none
    ...flagDifference('ConfigOnly', ConfigOnly, found.ConfigOnly),
    ...textDifference('ConfigFrom.Network', orUndefined(ConfigFrom?.Network), orUndefined(found.ConfigFrom.Network)),
    // engines before 28 do not show it, and always have IPv4
    ...flagDifference('EnableIPv4', wanted.EnableIPv4, found.EnableIPv4 ?? true),
    ...flagDifference('EnableIPv6', wanted.EnableIPv6, found.EnableIPv6),
    ...textDifference('IPAM.Driver', orUndefined(IPAM.Driver), orUndefined(found.IPAM.Driver) ?? 'default'),
    ...pairDifferences('IPAM.Options', IPAM.Options ?? {}, found.IPAM.Options ?? {}),
    ...poolDifferences(IPAM.Config ?? [], found),
    ...optionDifferences(found.Driver, wanted.Options ?? {}, found.Options ?? {}),
    ...pairDifferences('Labels', wanted.Labels ?? {}, found.Labels ?? {}),
  ]
}

/** Of an overlay, engines show both words as one. */
function scopeOf({ Driver, Scope }: NetworkCreateRequest): string | undefined {
  return Driver === 'overlay' && Scope === 'global' ? 'swarm' : orUndefined(Scope)
}

type Pairs = Readonly<Record<string, string>>

/** Without what may be a password. */
function pairDifferences(field: string, wanted: Pairs, found: Pairs): Difference[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const differences = textDifference(`${field}.${key}`, value, found[key])
    return differences.map((one) => ({ ...one, wanted: toldOption(key, value), found: toldOption(key, found[key]) }))
  })
}

function flagDifference(field: string, wanted: boolean | undefined, found: boolean): Difference[] {
  return textDifference(field, wanted === undefined ? undefined : `${wanted}`, `${found}`)
}

function textDifference(field: string, wanted: string | undefined, found: string | undefined): Difference[] {
  return wanted === undefined || wanted === found ? [] : [{ field, wanted, found }]
}

/** Engines take '' for what was not said. */
function orUndefined(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
