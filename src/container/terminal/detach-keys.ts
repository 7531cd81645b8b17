import { invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'

/** What docker uses when nobody says otherwise. */
export const defaultDetachKeys = 'ctrl-p,ctrl-q'

/**
 * The bytes that a text such as `ctrl-p,ctrl-q` stands for.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function checkDetachKeys(keys: string): readonly number[] {
  const hint = "write them like 'ctrl-p,ctrl-q' or 'ctrl-]'"
  if (typeof keys !== 'string') throw invalidArgument('detachKeys', keys, hint)
  return keys.split(',').map((key) => {
    const control = /^ctrl-([a-z@[\\\]^_])$/i.exec(key)?.[1]
    if (control !== undefined) return control.toUpperCase().charCodeAt(0) - 64
    if (/^[\x21-\x7e]$/.test(key)) return key.charCodeAt(0)
    throw invalidArgument('detachKeys', keys, hint, `detachKeys cannot be ${quoted(keys)}: ${quoted(key)} is no key`)
  })
}

/** Watches what is typed for the detach keys, as the engine does: it closes the stream, and says no more. */
export class DetachWatch {
  readonly #keys: readonly number[]
  #matched = 0
  #seen = false

  constructor(keys: string) {
    this.#keys = checkDetachKeys(keys)
  }

  get seen(): boolean {
    return this.#seen
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#seen) return
      if (byte !== this.#keys[this.#matched]) this.#matched = 0
      if (byte === this.#keys[this.#matched]) this.#matched += 1
      this.#seen = this.#matched === this.#keys.length
    }
  }
}
