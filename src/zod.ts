import * as z from 'zod'
import { Cidr } from './cidr/cidr.js'
import { Ip } from './cidr/ip.js'
import { Mac } from './cidr/mac.js'
import type { Check } from './cidr/refusal.js'
import type { PlanSpec } from './plan/spec/plan-spec.js'
import { readSpec } from './plan/spec/read-spec.js'

/** What `Cidr`, `Ip` and `Mac` have in common. */
interface Readable<Value> {
  check(text: string): Check<Value, string>
}

/**
 * A schema that reads text into a `Cidr`. Its issues say what is wrong and how to mend it.
 * `z.encode(cidrSchema, block)` gives the canonical text back.
 *
 * @example
 * const settings = z.object({ subnet: cidrSchema, gateway: ipSchema })
 * settings.parse({ subnet: '10.99.0.0/24', gateway: '10.99.0.1' }).subnet.contains('10.99.0.1') // true
 */
export const cidrSchema = codec<Cidr>(Cidr)

/** A schema that reads text into an `Ip`. Its issues say what is wrong and how to mend it. */
export const ipSchema = codec<Ip>(Ip)

/** A schema that reads text into a `Mac`. Its issues say what is wrong and how to mend it. */
export const macSchema = codec<Mac>(Mac)

/**
 * A schema of what `plan()` of `mooring/plan` takes, for specs that come out of a file. Its issues are all that is wrong,
 * each at its place; names of engines are known to `plan()` alone.
 *
 * @example const spec = planSchema.parse(JSON.parse(text))
 */
export const planSchema: z.ZodType<PlanSpec> = z.custom<PlanSpec>().superRefine((spec, context) => {
  for (const { path, error } of readSpec(spec, undefined).violations.found) {
    const { sentence, hint } = error
    const message = hint === undefined ? sentence : `${sentence}; ${hint}`
    context.addIssue({ code: 'custom', path: [...path], message })
  }
})

function codec<Value extends Cidr | Ip | Mac>(type: Readable<Value>): z.ZodCodec<z.ZodString, z.ZodCustom<Value>> {
  const text = z.string({ error: (issue) => hintOf(type.check(issue.input as string)) })
  const value = z.custom<Value>((candidate) => candidate instanceof (type as unknown as new () => Value))
  return z.codec(text, value, {
    decode: (input, context) => {
      const read = type.check(input)
      if (read.ok) return read.value
      context.issues.push({ code: 'custom', message: read.hint, input })
      return z.NEVER
    },
    encode: (decoded) => decoded.toString(),
  })
}

function hintOf(read: Check<unknown, string>): string | undefined {
  return read.ok ? undefined : read.hint
}
