import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect } from 'vitest'
import type { ReplaceStep } from '../../../../src/container/replace/take-place.js'
import type { Docker } from '../../../../src/docker.js'

const here = import.meta.dirname

/** A program that replaces a container, bundled once, so that it starts fast. */
export interface Killable extends AsyncDisposable {
  /**
   * Runs it to its end, or until it kills itself at one of its requests.
   *
   * @returns how many requests there were, where it came to its end
   */
  readonly run: (socket: string, name: string, death?: Death) => Promise<number | undefined>
  /** Runs it until somebody kills it. */
  readonly start: (socket: string, name: string) => { kill: () => void; readonly ended: Promise<void> }
}

export interface Death {
  /** Which requests are counted. */
  readonly of: 'all' | 'changes'
  /** At which of them, from 1. */
  readonly at: number
  /** Before it is sent, or when its answer is there. */
  readonly moment: 'before' | 'after'
  /** The step at which the replacement is taken back; left out, it succeeds. */
  readonly vainAt?: ReplaceStep['doing']
}

export async function killable(): Promise<Killable> {
  const folder = mkdtempSync(join(here, 'killed-'))
  const outfile = join(folder, 'program.mjs')
  await build({
    entryPoints: [join(here, 'killed-program.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  const start: (...args: string[]) => ReturnType<typeof spawn> = (...args) =>
    spawn(process.execPath, [outfile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const run: Killable['run'] = async (socket, name, death = { of: 'all', at: 0, moment: 'before' }) => {
    const { of, at, moment, vainAt = '' } = death
    const child = start(socket, name, of, String(at), moment, vainAt)
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => (text += piece))
    const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)))
    return signal === 'SIGKILL' ? undefined : Number(text)
  }
  return {
    run,
    start: (socket, name) => {
      const child = start(socket, name, 'all', '0', 'before')
      return {
        kill: () => void child.kill('SIGKILL'),
        ended: new Promise((resolve) => child.once('close', () => resolve())),
      }
    },
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  }
}

/** What must hold of a container whatever happened: it is there once, runs, and has its data and its address. */
export async function expectWhole(docker: Docker, name: string, ip: string): Promise<void> {
  const web = await docker.container.get(name)
  expect((await web.inspect()).State.Running).toBe(true)
  expect(`${await web.ip()}`).toBe(ip)
  expect(Buffer.from(await web.readFile('/data/file')).toString()).toBe('kept\n')
  const all = await docker.container.list({ all: true, name })
  expect(all.map((one) => one.name)).toEqual([name])
}
