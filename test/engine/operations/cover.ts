import { rename, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newestApi } from '../../../src/engine/call/api-version.js'
import type { Docker } from '../../../src/docker.js'
import type { InputOf, Operation } from '../../../src/engine/call/operation.js'
import { targetOf } from '../../../src/engine/call/encode.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { openEngine, unique } from '../open-engine.js'
import type { Case, Cases, Place } from './cases.js'

export type AnyCases = Readonly<
  Record<string, Pick<Cases<Operation>, 'success' | 'error'> & { readonly noConnection: object }>
>

interface Row {
  readonly name: string
  readonly cases: AnyCases[string]
  readonly op: Operation | undefined
}

function rowsOf(declared: object, table: AnyCases): readonly Row[] {
  return Object.entries(table).map(([name, cases]) => ({
    name,
    cases,
    op: (declared as Record<string, Operation>)[name],
  }))
}

/** The tests of every case of a table that needs an engine, on the one that `open` gives a client of. */
export function coverOn(open: () => Promise<Docker>, table: AnyCases): void {
  let place: Place
  beforeAll(async () => {
    const docker = await open()
    const network = await docker.network.bridge(unique('op')).subnet('10.209.0.0/24').create()
    const container = await sleeper(docker).name(unique('op')).net(network).start()
    place = { docker, engine: docker.engine, network, container }
  })
  afterAll(async () => {
    await place.docker.cleanup()
    await place.docker.close()
  })
  const at = (run: Case) => () => run(place)

  for (const [name, cases] of Object.entries(table)) {
    test(`${name} does what it says`, at(cases.success))
    if (typeof cases.error === 'function')
      test(`${name} fails with the engine’s own words, told as what they mean`, at(cases.error))
  }
}

/** Runs every case of a table: success and error on every engine, no connection where none is. */
export function cover(noun: string, declared: object, table: AnyCases): void {
  const rows = rowsOf(declared, table)

  onEachEngine(`${noun} operations on engine %s`, (engineName) => coverOn(() => openDocker(engineName), table))

  describe(`${noun} operations without an engine`, () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'no-engine-'))
      await leaveSocket(join(folder, 'refused'))
    })
    afterAll(() => rm(folder, { recursive: true }))

    test.each(rows)('$name says that nobody answers, and that nothing was sent', async ({ op, cases }) => {
      if (op === undefined) throw new Error('the table names what is not declared')
      const input = cases.noConnection as InputOf<Operation> // the table's type has checked it against its operation
      for (const why of ['missing', 'refused']) {
        const socket = join(folder, why)
        const unreachable = {
          code: 'ENGINE_UNREACHABLE',
          name: 'ConnectionError',
          sent: 'no',
          details: { tried: [{ host: `unix://${socket}`, why }] },
        }
        for (const negotiate of [undefined, () => Promise.resolve(newestApi)]) {
          const engine = openEngine(socket, negotiate === undefined ? {} : { negotiate })
          const about = negotiate === undefined ? {} : { operation: op.id, target: targetOf(op, input) }
          await expect(engine.call(op, input)).rejects.toMatchObject({ ...unreachable, ...about })
          await engine.close()
        }
      }
    })
  })
}

/** The socket of a server that is no more: connecting to it is refused. */
async function leaveSocket(path: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(`${path}.live`, resolve))
  await rename(`${path}.live`, path) // closing a server takes its socket away, if it finds it
  await new Promise((resolve) => server.close(resolve))
}
