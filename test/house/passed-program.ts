// Makes a network and reads a line of a log, and prints which functions of the source each of them passes, by file.
import { Session } from 'node:inspector/promises'
import { createServer, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Docker } from '../../src/docker.js'

const source = `${pathToFileURL(join(import.meta.dirname, '..', '..', 'src')).href}/`
const inspector = new Session()
inspector.connect()

/** The names of the functions that ran meanwhile, by file. */
async function passedBy(run: () => Promise<unknown>): Promise<Readonly<Record<string, readonly string[]>>> {
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await inspector.post('Profiler.takePreciseCoverage') // from here on
  await run()
  const { result } = await inspector.post('Profiler.takePreciseCoverage')
  await inspector.post('Profiler.stopPreciseCoverage')
  const files = result.filter(({ url }) => url.startsWith(source))
  const entries = files.map(({ url, functions }) => {
    const ran = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
    // __name is put in by tsx
    return [url.slice(source.length), ran.map(({ functionName }) => functionName).filter((name) => name !== '__name')]
  })
  return Object.fromEntries(entries.filter(([, names]) => names?.length !== 0)) as Record<string, string[]>
}

/** The same of several runs together: V8 forgets a function that is collected meanwhile, and a timer is set now and then. */
async function passedByAny(run: () => Promise<unknown>): Promise<Readonly<Record<string, readonly string[]>>> {
  const together = new Map<string, readonly string[]>()
  for (let round = 0; round < 10; round++)
    for (const [file, names] of Object.entries(await passedBy(run)))
      if (names.length > (together.get(file)?.length ?? 0)) together.set(file, names)
  return Object.fromEntries(together)
}

let log: ServerResponse | undefined
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/_ping': (response) => response.writeHead(200, { 'Api-Version': '1.51' }).end('OK'),
  '/networks/create': (response) => response.writeHead(201).end(JSON.stringify({ Id: 'a'.repeat(64), Warning: '' })),
  '/containers/web/json': (response) => response.end(JSON.stringify({ Id: 'b'.repeat(64), Config: { Tty: false } })),
  '/containers/web/logs': (response) => {
    log = response
    writeLine()
  },
}

function writeLine(): void {
  log?.write(Buffer.from('\u0001\0\0\0\0\0\0\u0006hello\n', 'latin1'))
}

const folder = await mkdtemp(join(tmpdir(), 'mooring-passed-'))
const server = createServer(({ url = '' }, response) => {
  answers[url.replace(/^\/v[\d.]+|\?.*/g, '')]?.(response)
})
await new Promise<void>((resolve) => server.listen(join(folder, 'sock'), resolve))
const docker = new Docker({ host: `unix://${join(folder, 'sock')}` })
try {
  await inspector.post('Profiler.enable')
  const create = () => docker.network.bridge('front').subnet('10.1.0.0/16').create()
  await create() // what happens once, at the first call, does not count
  const created = await passedByAny(create)
  const lines = docker.container.ref('web').logs({ follow: true }).lines()[Symbol.asyncIterator]()
  const opened = await passedBy(() => lines.next())
  const read = await passedBy(() => {
    const line = lines.next()
    writeLine()
    return line
  })
  console.log(JSON.stringify({ created, opened, read }))
  await lines.return?.()
} finally {
  await docker.close()
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
}
