import type { Param } from '../engine/call/param.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/**
 * Dockerfile instructions for an image that is imported or committed. The engine joins several `changes` with line breaks,
 * so one parameter carries them all; a line break inside one would make it two.
 */
export const changes: Param<readonly string[]> = {
  write: (value, name) => {
    if (Array.isArray(value) && value.every(isInstruction)) return value.join('\n')
    const hint = `write them like ${name}: ['CMD ["/bin/sh"]', 'ENV LANG=C']`
    throw invalidArgument(name, value, hint, `${name} must be a list of Dockerfile instructions, one line each`)
  },
}

function isInstruction(line: unknown): boolean {
  return typeof line === 'string' && /^[A-Za-z]+ [^\r\n\u0000]+$/.test(line)
}
