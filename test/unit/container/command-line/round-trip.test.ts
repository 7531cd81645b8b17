import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import { MooringError } from '../../../../src/errors/base.js'
import { lines } from '../../../contract/docker-run/lines.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })

// any text a program can be given, with what shells and docker read in it
const text = fc
  .array(
    fc.constantFrom(...['a', 'B', ' ', "'", '"', '\\', '$x', '=', ',', '\n', '#', '~', '*', 'ü', '--', ';', '`', '!']),
  )
  .map((parts) => parts.join(''))
const key = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/)

type Change = (builder: ContainerBuilder) => ContainerBuilder

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom(...lines.map(([, build]) => build)),
  fc.tuple(key, text).map(
    ([name, value]): Change =>
      (run) =>
        run.env(name, value),
  ),
  fc.tuple(key, text).map(
    ([name, value]): Change =>
      (run) =>
        run.label(name, value),
  ),
  fc.tuple(key, text).map(
    ([name, value]): Change =>
      (run) =>
        run.annotation(name, value),
  ),
  fc.tuple(key, text).map(
    ([name, value]): Change =>
      (run) =>
        run.logDriver('local').logOpt(name, value),
  ),
  fc.array(text, { maxLength: 4 }).map(
    (words): Change =>
      (run) =>
        run.command(...words),
  ),
  text.map(
    (word): Change =>
      (run) =>
        run.entrypoint(word),
  ),
  text.map(
    (word): Change =>
      (run) =>
        run.health({ shell: `true${word}`, interval: 1500.5, retries: 2 }),
  ),
  fc.tuple(key, text).map(
    ([name, value]): Change =>
      (run) =>
        run.mount({
          type: 'volume',
          target: `/${name}`,
          driver: 'local',
          driverOptions: { o: `x${value}` },
          labels: { [name]: value },
        }),
  ),
  fc.integer({ min: 6 * 2 ** 20, max: 2 ** 50 }).map(
    (bytes): Change =>
      (run) =>
        run.memory(bytes).memorySwap(-1),
  ),
  fc.integer({ min: 1, max: 400 }).map(
    (tenths): Change =>
      (run) =>
        run.cpus(tenths / 10),
  ),
  fc.boolean().map(
    (on): Change =>
      (run) =>
        run.init(on).privileged(on).tty(on).rm(on),
  ),
)

/** A builder that was told as much of some changes as goes together. */
function told(some: readonly Change[]): ContainerBuilder {
  return some.reduce((builder, change) => {
    try {
      const next = change(builder)
      next.toRequest()
      return next
    } catch (error) {
      if (MooringError.is(error)) return builder
      throw error
    }
  }, docker.container.run('alpine'))
}

test('the line of any builder is read again as the same container', async () => {
  let written = 0
  const property = fc.asyncProperty(fc.array(changes, { maxLength: 8 }), fc.boolean(), async (some, multiline) => {
    const builder = told(some)
    const line = builder.toDockerRun({ multiline })
    const again = await docker.container.fromDockerRun(line, { env: {} })
    expect(again.toRequest()).toEqual(builder.toRequest())
    expect(again.toDockerRun({ multiline })).toBe(line)
    written++
  })
  await fc.assert(property, { numRuns: 300, seed: 8 })
  expect(written).toBe(300)
})
