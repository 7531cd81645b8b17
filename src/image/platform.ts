import type { Param } from '../engine/param.js'
import { UsageError } from '../errors/usage.js'

/** What an image is made for: `linux/arm64`, `linux/arm/v7`. */
export const platform: Param<string> = {
  write: (value, name) => {
    if (typeof value === 'string' && /^[\w.-]+(?:\/[\w.-]+){0,2}$/.test(value)) return value
    throw new UsageError('INVALID_ARGUMENT', {
      message: `${name} cannot be ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
      details: { argument: name, value },
      hint: "write it like 'linux/amd64' or 'linux/arm/v7'",
    })
  },
}
