import type { HealthOptions } from '../../builder/health.js'
import { conflict } from '../../../errors/conflict.js'
import type { Said } from './flags.js'
import { networksIn } from './networks.js'
import { argumentsOf, numberOf } from './values.js'

/** A builder, as far as its setters are called by their names; each checks what it is given. */
interface Told {
  readonly [setter: string]: (...given: readonly unknown[]) => Told
}

/** Flags that are called together, or stand in the specification already. */
const together = ['net', 'health', 'env']

/**
 * Tells a builder what the flags of a line say, in their order. Of a flag that says one thing the last one counts; the
 * networks and the health check stand in several flags.
 */
export function say<Builder extends object>(builder: Builder, line: readonly Said[], cwd: string): Builder {
  const said = line.filter(({ row }, at) => row.repeats === true || line.findLastIndex((one) => one.row === row) === at)
  let told = builder as unknown as Told // whose setters are those of the table
  const call = (setter: string, ...given: readonly unknown[]): void => {
    const one = told[setter]
    if (one === undefined) throw new TypeError(`no builder has ${setter}()`)
    told = one.apply(told, [...given])
  }
  for (const { target, endpoint } of networksIn(said)) call('net', target, endpoint)
  for (const { row, value } of said) {
    if (together.includes(row.setter)) continue
    // No ports are published anyway, and said so it would be told of a container that has a network of its own.
    if (row.flag === '--publish-all' && value === 'false') continue
    call(row.setter, ...argumentsOf(row, value, cwd))
  }
  const health = healthIn(said)
  if (health !== undefined) call('health', health)
  return told as unknown as Builder // each setter gives a builder of its kind
}

/** The health check of a line. */
function healthIn(said: readonly Said[]): HealthOptions | false | undefined {
  const flags = said.filter(({ row }) => row.setter === 'health')
  if (flags.length === 0) return undefined
  const options: Record<string, unknown> = {}
  for (const { row, value } of flags) {
    if (row.option === 'false') {
      if (value === 'true') options['none'] = true
    } else options[row.option ?? 'shell'] = row.value === 'number' ? numberOf(value) : value
  }
  if (options['none'] !== true) return Object.keys(options).length === 0 ? undefined : options
  const [, other] = Object.keys(options)
  if (other !== undefined) throw conflict('--no-healthcheck', other, 'no health check has no settings')
  return false
}
