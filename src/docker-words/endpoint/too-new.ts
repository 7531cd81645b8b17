import { ifnameOption, sysctlsOption } from './driver-options.js'
import { MooringError } from '../../errors/base.js'
import { UsageError } from '../../errors/usage.js'

/** What an option of an endpoint is called here, by the last part of its path in a body. */
const called = new Map([
  ['MacAddress', 'mac'],
  ['GwPriority', 'gwPriority'],
  [ifnameOption, 'interface'],
  [sysctlsOption, 'sysctls'],
])

/**
 * Tells what an engine is too old for by the name that the option of the endpoint has here.
 *
 * @param macHint the way out for a MAC address, where it can be said elsewhere
 */
export function endpointTooNew(error: unknown, macHint?: string): unknown {
  if (!MooringError.is(error, 'API_TOO_OLD')) return error
  const { option, needs, has } = error.details
  const name = called.get(option.split('/').at(-1) ?? '')
  if (name === undefined || !/EndpointsConfig\/|^EndpointConfig\//.test(option)) return error
  const leaveOut = `this engine would ignore it: leave ${name} out, or use a newer engine`
  return new UsageError('API_TOO_OLD', {
    message: `${name} of an endpoint needs API ${needs}, and this engine is spoken to with ${has}`,
    details: error.details,
    hint: name === 'mac' && macHint !== undefined ? macHint : leaveOut,
    target: error.target,
    operation: error.operation,
  })
}
