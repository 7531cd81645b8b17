/** How Node's `console.log` and `util.inspect` print a value; they hand it to what prints itself. */
export type Inspect = (value: unknown, options?: object) => string

/**
 * What `console.log` shows of a builder: all that it will send, at any depth, or why it cannot be sent.
 *
 * @param depth how many levels may still be shown; below zero inside something that is printed in short
 */
export function printedRequest(
  builder: string,
  depth: number,
  { toRequest, inspect, options }: { toRequest: () => object; inspect: Inspect; options: object },
): string {
  if (depth < 0) return `[${builder}]`
  try {
    return `${builder} ${inspect(toRequest(), { ...options, depth: Infinity })}`
  } catch (error) {
    return `${builder} (${error instanceof Error ? error.message : String(error)})`
  }
}
