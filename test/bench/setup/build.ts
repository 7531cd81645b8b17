import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

export const benchRoot = join(import.meta.dirname, '..')
export const root = join(benchRoot, '..', '..')
const output = join(benchRoot, 'node_modules', '.built')

/** The programs of the bench, as plain JavaScript. */
export const programs = {
  part: join(output, 'program.js'),
} as const

/** Installs the peers, builds mooring if its source is newer than what is built, and bundles the bench's own programs. */
export async function prepare(): Promise<void> {
  installPeers()
  buildMooring()
  await build({
    entryPoints: {
      program: join(benchRoot, 'program.ts'),
      stub: join(benchRoot, 'stub', 'program.ts'),
      'import-one': join(benchRoot, 'one', 'import-one.ts'),
      'memory-one': join(benchRoot, 'one', 'memory-one.ts'),
    },
    outdir: output,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    // Node 20 knows neither `await using` nor Symbol.asyncDispose's syntax
    supported: { using: false },
    logLevel: 'warning',
  })
}

function installPeers(): void {
  const wanted = readFileSync(join(benchRoot, 'package.json'), 'utf8')
  const { dependencies } = JSON.parse(wanted) as { readonly dependencies: Readonly<Record<string, string>> }
  const isMissing = Object.entries(dependencies).some(([name, version]) => installedVersion(name) !== version)
  if (!isMissing) return
  console.log('installing the packages that mooring is measured against ...')
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock']
  run('npm', ['install', ...options], benchRoot)
}

/** The version of a peer that is installed. */
export function installedVersion(name: string): string | undefined {
  const path = join(benchRoot, 'node_modules', name, 'package.json')
  return existsSync(path) ? versionIn(path) : undefined
}

export function mooringVersion(): string {
  return versionIn(join(root, 'package.json'))
}

function versionIn(path: string): string {
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version
}

function buildMooring(): void {
  const built = join(root, 'dist', 'index.js')
  if (existsSync(built) && statSync(built).mtimeMs > newest(join(root, 'src'))) return
  console.log('building mooring ...')
  run('npm', ['run', '--silent', 'build'], root)
}

function newest(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs))
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed with ${String(status)}`)
}
