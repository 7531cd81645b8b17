import { readdirSync, readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { play } from '../../../examples/tour/play.js'
import { Printer } from '../../../examples/tour/print.js'
import { steps } from '../../../examples/tour/steps.js'
import type { Scene, Step } from '../../../examples/tour/step.js'
import { Docker } from '../../../src/docker.js'

const scene: Scene = { docker: new Docker({ host: 'unix:///nowhere.sock' }), $: (word) => word, hosts: undefined }

/** Plays steps of our own; what was printed comes back as one text. */
async function played(...given: readonly Step[]) {
  let text = ''
  const out = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString()
      done()
    },
  })
  const outcome = await play(given, scene, new Printer(Object.assign(out, { isTTY: false, columns: 80 }) as never))
  return { outcome, text }
}

const step = (run: Step['run']): Step => ({ notes: 'docker network ls', code: 'docker.network.list()', run })
const holding = step((_, tell) => {
  tell.holds('it is so', true)
  return Promise.resolve()
})

test('a step whose statement is so has held', async () => {
  const { outcome, text } = await played(holding)
  expect(outcome).toEqual({ held: 1, failed: 0, skipped: 0 })
  expect(text).toContain('+ it is so')
})

test('a step that differs from what it states has failed, and the next is played', async () => {
  const { outcome, text } = await played(
    step((_, tell) => {
      tell.holds('it is so', true)
      tell.holds('so is this', false)
      return Promise.resolve()
    }),
    holding,
  )
  expect(outcome).toEqual({ held: 1, failed: 1, skipped: 0 })
  expect(text).toContain('X so is this')
})

test('a step that throws has failed, and its error is told', async () => {
  const { outcome, text } = await played(
    step(async ({ docker }) => {
      await docker.network.list()
    }),
  )
  expect(outcome).toEqual({ held: 0, failed: 1, skipped: 0 })
  expect(text).toContain('X ENGINE_UNREACHABLE')
})

test('a step that states nothing has not held', async () => {
  expect((await played(step(() => Promise.resolve()))).outcome).toEqual({ held: 0, failed: 1, skipped: 0 })
})

test('a step for two hosts is skipped aloud where there is one', async () => {
  const { outcome, text } = await played({ ...step(() => Promise.reject(new Error('played'))), needsHosts: true })
  expect(outcome).toEqual({ held: 0, failed: 0, skipped: 1 })
  expect(text).toContain('skipped: it needs two engines on one LAN')
})

test('the line that a step shows is the line that it runs', () => {
  const folder = new URL('../../../examples/tour/', import.meta.url)
  const source = readdirSync(folder)
    .filter((name) => name.endsWith('-steps.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  // $('word') is the word itself in the lab; white space and the quotes around the shown line do not matter.
  const plain = (text: string): string => text.replaceAll(/\$\(('[^']*')\)/g, '$1').replaceAll(/\s|,(?=\s*[)\]}])/g, '')
  const ran = plain(source)
  for (const { code } of steps) {
    const [line = ''] = code.split('   //')
    const shown = plain(line)
    expect(ran.split(shown).length - 1, line).toBeGreaterThanOrEqual(2) // once as text, once as code
  }
})
