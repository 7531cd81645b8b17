import type { Param } from '../engine/call/param.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/** What an image is made for: `linux/arm64`, `linux/arm/v7`. */
export const platform: Param<string> = {
  write: (value, name) => {
    if (typeof value === 'string' && /^[\w.-]+(?:\/[\w.-]+){0,2}$/.test(value)) return value
    throw invalidArgument(name, value, "write it like 'linux/amd64' or 'linux/arm/v7'")
  },
}
