import { spawn } from 'node:child_process'
import { isPlainObject } from '../errors/brand.js'
import { startTimer, stopTimer } from '../time/time.js'
import type { Environment } from './config-file.js'

/** What a credential helper says. None of its words is ever repeated: they may be a password. */
export type HelperAnswer =
  | { readonly kind: 'found'; readonly username: string; readonly secret: string }
  /** It has none for this registry. */
  | { readonly kind: 'none' }
  /** It is of no use, and why. */
  | { readonly kind: 'failed'; readonly problem: string }

const mostBytes = 64 * 1024

/** A name with a slash in it would be a path. */
const helperName = /^[\w.-]+$/

/** What helpers print, with a code that is not zero, when they have nothing. */
const nothingThere = 'credentials not found in native keychain'

/** How a helper is run. */
export interface HelperTerms {
  readonly env: Environment
  readonly signal: AbortSignal
  /** Milliseconds that it may take. */
  readonly time: number
}

interface Ended {
  readonly code: number | null
  readonly output: string
}

/**
 * Asks `docker-credential-<name>` who asks a registry, by the protocol of docker's helpers: the registry on its standard
 * input, and JSON on its standard output. It is started without a shell, and killed when its time is up.
 */
export async function askHelper(name: string, registry: string, terms: HelperTerms): Promise<HelperAnswer> {
  if (!helperName.test(name)) return failed(`${JSON.stringify(name)} is not the name of a credential helper`)
  const program = `docker-credential-${name}`
  try {
    const { code, output } = await run([program, 'get'], `${registry}\n`, terms)
    if (code === 0) return answerIn(output) ?? failed(`${program} printed no credentials`)
    return output.trim() === nothingThere ? { kind: 'none' } : failed(`${program} ended with exit code ${code}`)
  } catch (error) {
    if (terms.signal.aborted) throw error
    return failed(`${program} ${error instanceof HelperError ? error.message : whyNotStarted(error)}`)
  }
}

/** The registries that a helper has credentials for; undefined for one that is of no use. */
export async function listHelper(name: string, terms: HelperTerms): Promise<readonly string[] | undefined> {
  if (!helperName.test(name)) return undefined
  try {
    const { code, output } = await run([`docker-credential-${name}`, 'list'], '', terms)
    const list: unknown = code === 0 ? JSON.parse(output) : undefined
    return isPlainObject(list) ? Object.keys(list) : undefined
  } catch (error) {
    if (terms.signal.aborted) throw error
    return undefined
  }
}

function failed(problem: string): HelperAnswer {
  return { kind: 'failed', problem }
}

/** Why a helper was given up. */
class HelperError extends Error {}

function run(
  [program, verb]: readonly [string, string],
  input: string,
  { env, signal, time }: HelperTerms,
): Promise<Ended> {
  const child = spawn(program, [verb], { env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
  const pieces: Buffer[] = []
  let bytes = 0
  return new Promise<Ended>((resolve, reject) => {
    const giveUp = (why: unknown): void => {
      reject(why instanceof Error ? why : new Error(String(why)))
      child.kill('SIGKILL')
      child.stdout.destroy() // a child of its own may hold it open
    }
    const leave = (): void => giveUp(signal.reason)
    const timer = startTimer(() => giveUp(new HelperError(`did not answer within ${time / 1000} s`)), time)
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > mostBytes) giveUp(new HelperError(`printed more than ${mostBytes} bytes`))
      else pieces.push(piece)
    })
    child.once('error', giveUp)
    child.once('close', (code) => {
      stopTimer(timer)
      signal.removeEventListener('abort', leave)
      resolve({ code, output: Buffer.concat(pieces).toString() })
    })
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave)
    child.stdin.on('error', () => undefined) // it need not read
    child.stdin.end(input)
  })
}

function whyNotStarted(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' ? 'is not on the PATH' : `cannot be started: ${String(code)}`
}

function answerIn(output: string): HelperAnswer | undefined {
  try {
    const { Username, Secret } = JSON.parse(output) as { readonly Username?: unknown; readonly Secret?: unknown }
    if (typeof Username !== 'string' || typeof Secret !== 'string' || Username === '') return undefined
    return { kind: 'found', username: Username, secret: Secret }
  } catch {
    return undefined
  }
}
