import { conflict } from '../../errors/conflict.js'
import { checkWord } from '../../errors/invalid-argument.js'
import { shown } from '../../errors/describe-value.js'
import { UsageError } from '../../errors/usage.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { look, type Violated } from './violations.js'

/** R06, R12 to R16, R20 to R24, R111, R125 and R127: what a network of a swarm, and one of settings alone, can be told. */
export function* scopeRules(request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  yield* swarmRules(request)
  yield* configurationRules(request)
}

function* swarmRules(request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  const { Name, Driver = 'bridge', Scope = '', Ingress, Attachable, EnableIPv4, IPAM } = request
  const ofSwarm = Driver === 'overlay' || Scope === 'swarm'
  if (Scope !== '') yield* look('R111', 'Scope', () => checkWord('Scope', Scope, ['local', 'swarm', 'global']))
  if (ofSwarm)
    yield* look('R06', 'Name', () => {
      checkSwarmName(Name)
    })
  if (Driver === 'overlay' && Scope === 'local')
    yield* look('R12', 'Scope', () => {
      throw conflict("Scope 'local'", 'an overlay', 'an overlay is a network of the whole swarm: leave Scope out')
    })
  if (Ingress === true && (Driver === 'bridge' || Driver === 'macvlan' || Driver === 'ipvlan'))
    yield* look('R13', 'Ingress', () => {
      throw conflict('Ingress', Driver, 'the ingress network of a swarm is an overlay')
    })
  if (Ingress === true && Attachable === true)
    yield* look('R14', 'Attachable', () => {
      throw conflict('Attachable', 'Ingress', 'no container can join the ingress network: leave Attachable out')
    })
  if (ofSwarm && EnableIPv4 === false)
    yield* look('R16', 'EnableIPv4', () => {
      throw conflict('EnableIPv4: false', 'a swarm', 'a network of a swarm has IPv4')
    })
  if (Scope === 'swarm' && ['bridge', 'macvlan', 'ipvlan'].includes(Driver)) yield* nodeRules(request)
  for (const [at, { AuxiliaryAddresses }] of (IPAM?.Config ?? []).entries()) {
    const [name] = Object.keys(AuxiliaryAddresses ?? {})
    if (!ofSwarm || name === undefined) continue
    yield* look('R125', `IPAM.Config[${at}].AuxiliaryAddresses`, () => {
      const sentence = 'managers of a swarm keep no auxiliary address, and would give it to a container'
      throw conflict(`the auxiliary address ${name}`, 'a network of a swarm', sentence)
    })
  }
}

/** R127: a network that each node makes for itself has its settings there. */
function* nodeRules({ IPAM, Options }: NetworkCreateRequest): Generator<Violated, void, undefined> {
  for (const [field, given] of Object.entries({ 'IPAM.Config': IPAM?.Config, Options })) {
    if (Object.keys(given ?? {}).length === 0) continue
    yield* look('R127', field, () => {
      const sentence = `managers drop the ${field} of such a network: say them in a configuration on each node, and name it by ConfigFrom`
      throw conflict(field, "Scope 'swarm'", sentence)
    })
  }
}

/** Managers compare with a DNS label, without the dots that other networks may have. */
function checkSwarmName(name: string): void {
  if (name.length <= 63 && /^[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*$/.test(name)) return
  throw new UsageError('INVALID_NAME', {
    message: `${shown(name)} cannot be the name of a network of a swarm: it is no DNS label`,
    details: { noun: 'network', value: name },
    hint: 'use at most 63 letters, digits, "_" and "-", without a dot, and a letter or a digit at both ends',
  })
}

function* configurationRules(request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  const { ConfigOnly = false, ConfigFrom, Internal, Attachable, Ingress, Scope = '', EnableIPv4, EnableIPv6 } = request
  const from = ConfigFrom?.Network ?? ''
  if (ConfigOnly && from !== '')
    yield* look('R21', 'ConfigFrom', () => {
      throw conflict('ConfigFrom', 'ConfigOnly', 'settings for others are not taken from others: leave one of them out')
    })
  const operator = { Internal, Attachable, Ingress, Scope: Scope !== '' }
  for (const [field, given] of Object.entries(operator)) {
    if (!ConfigOnly || given !== true) continue
    yield* look('R20', field, () => {
      throw conflict(field, 'ConfigOnly', `say ${field} of the networks that are made from it`)
    })
  }
  if (from === '') return
  const driver = request.IPAM?.Driver ?? ''
  if (driver !== '' && driver !== 'default') yield* look('R23', 'IPAM.Driver', () => refuseOwn('IPAM.Driver'))
  const own = { 'IPAM.Config': request.IPAM?.Config, 'IPAM.Options': request.IPAM?.Options, Labels: request.Labels }
  for (const [field, given] of Object.entries(own)) {
    if (Object.keys(given ?? {}).length === 0) continue
    yield* look('R23', field, () => refuseOwn(field))
  }
  if (EnableIPv4 === false) yield* look('R23', 'EnableIPv4', () => refuseOwn('EnableIPv4'))
  if (EnableIPv6 === true) yield* look('R23', 'EnableIPv6', () => refuseOwn('EnableIPv6'))
  if (Object.keys(request.Options ?? {}).length > 0) yield* look('R24', 'Options', () => refuseOwn('Options'))
}

function refuseOwn(field: string): never {
  throw conflict(field, 'ConfigFrom', `what is made from settings takes them all from there: say ${field} there`)
}
