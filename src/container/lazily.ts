/**
 * Items of a source that is opened when the first one is asked for: what is never read costs no request.
 * Leaving the loop closes the source.
 */
export function lazily<Item>(
  open: () => Promise<AsyncIterator<Item, undefined>>,
): AsyncIterableIterator<Item, undefined> {
  let opening: Promise<AsyncIterator<Item, undefined>> | undefined
  let source: AsyncIterator<Item, undefined> | undefined
  let left = false

  const first = async (): Promise<IteratorResult<Item, undefined>> => {
    if (left) return { done: true, value: undefined }
    try {
      source = await (opening ??= open())
    } catch (error) {
      left = true // nothing comes after an error
      throw error
    }
    return source.next()
  }

  const iterator: AsyncIterableIterator<Item, undefined> = {
    next: () => (source === undefined ? first() : source.next()),
    return: async () => {
      left = true
      const opened = await opening?.catch(() => undefined)
      await opened?.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  return iterator
}
