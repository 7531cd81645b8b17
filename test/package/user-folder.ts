import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { root } from '../house/source-tree.js'

/** What the package is to somebody who installs it. */
export interface UserFolder {
  /** A folder of a user's, with the package in its node_modules. */
  readonly path: string
  /** Bytes of the tarball, and of what it unpacks to. */
  readonly size: number
  readonly unpackedSize: number
  /** What the tarball holds. */
  readonly files: readonly string[]
  /** What the install put into node_modules. */
  readonly installed: readonly string[]
  /** What npm said while it installed. */
  readonly said: string
}

declare module 'vitest' {
  interface ProvidedContext {
    userFolder: UserFolder
  }
}

interface Packed {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

/** Compilers of users: the oldest that is promised, and the last before the one that mooring is built with. */
const compilers = ['typescript-5.5@npm:typescript@5.5.4', 'typescript-5.9@npm:typescript@5.9.3']

/** Tools that a user would have as well. They are lent, not installed: what is counted is what the package brings. */
const lent = ['typescript', 'tsx', 'ts-node', '@types']

let folder: string | undefined

/** Vitest runs this once: builds the package if src has changed, packs it, and installs it as a user does. */
export function setup(project: TestProject): void {
  if (isStale()) npm(root, 'run', 'build')
  folder = mkdtempSync(join(tmpdir(), 'mooring-user-'))
  const packed = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder)) as [Packed]
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const said = npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed[0].filename}`)
  const modules = join(folder, 'node_modules')
  const installed = readdirSync(modules).filter((name) => !name.startsWith('.'))
  const tools = join(folder, 'tools')
  mkdirSync(tools)
  writeFileSync(join(tools, 'package.json'), '{}')
  npm(tools, 'install', '--prefer-offline', '--no-audit', '--no-fund', ...compilers)
  for (const name of lent) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  const { size, unpackedSize, files } = packed[0]
  project.provide('userFolder', {
    path: folder,
    size,
    unpackedSize,
    files: files.map(({ path }) => path),
    installed,
    said,
  })
}

/** Vitest runs this after the last test. */
export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}

/** A folder in the user's, with a `package.json` of its own; imports find the installed package. */
export function makeFolder(
  user: UserFolder,
  name: string,
  manifest: object,
  files: Readonly<Record<string, string>>,
): string {
  const path = join(user.path, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'package.json'), JSON.stringify(manifest))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text)
  return path
}

function isStale(): boolean {
  try {
    const built = statSync(join(root, 'dist', 'index.d.cts')).mtimeMs
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
      join('src', name),
    )
    return [...sources, 'tsup.config.ts', 'package.json'].some((name) => statSync(join(root, name)).mtimeMs > built)
  } catch {
    return true
  }
}

// An npm that runs these tests tells its children which folder is theirs; ours are elsewhere.
function npm(cwd: string, ...args: readonly string[]): string {
  const env = Object.entries(process.env).filter(
    ([key]) => !/^npm_(?:config_local_prefix|package_|lifecycle_|command)/.test(key),
  )
  return execFileSync('npm', args, {
    cwd,
    env: Object.fromEntries(env),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
