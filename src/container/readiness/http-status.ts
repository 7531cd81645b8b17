interface Asked {
  readonly host: string
  readonly port: number
  readonly path: string
}

/** Milliseconds that one answer may take. */
const patience = 5000

/**
 * Asks over HTTP, and tells the status of the answer; undefined when there is none. Node's own client: the one of the
 * engine's socket knows neither addresses nor redirects, and this needs no pool.
 *
 * @throws the signal's reason
 */
export async function statusOf(
  { host, port, path }: Asked,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const { request } = await import('node:http')
  const headers = { host: `localhost:${port}`, 'user-agent': 'mooring', connection: 'close' }
  const status = await new Promise<number | undefined>((resolve) => {
    const asking = request({ host, port, path, headers, agent: false, timeout: patience, signal }, (answer) => {
      resolve(answer.statusCode)
      answer.destroy() // only its status counts
    })
    asking.once('timeout', () => asking.destroy())
    asking.once('error', () => resolve(undefined))
    asking.once('close', () => resolve(undefined))
    asking.end()
  })
  signal?.throwIfAborted()
  return status
}
