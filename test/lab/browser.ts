import { fileURLToPath } from 'node:url'
import { runProgram } from './program.js'

const script = fileURLToPath(new URL('browser.sh', import.meta.url))

/** Runs Debian's Chromium on files of a folder, which are in /tmp/files to it; gives what it prints. */
export async function runBrowser(folder: string, likes: 'light' | 'dark', ...args: readonly string[]): Promise<string> {
  const scheme = `--blink-settings=preferredColorScheme=${likes === 'dark' ? '0' : '1'}`
  const { stdout, stderr, exitCode } = await runProgram(['bash', script, folder, scheme, ...args])
  if (exitCode !== 0) throw new Error(`the browser ended with ${String(exitCode)}:\n${stderr.slice(-2000)}`)
  return stdout
}
