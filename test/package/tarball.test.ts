import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { root } from '../house/source-tree.js'

const user = inject('userFolder')

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(user.path, 'node_modules', name, 'package.json'), 'utf8')) as Manifest

/** The bytes of the files in a folder that end so. */
function bytesIn(folder: string, ending = ''): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const files = paths.filter((path) => path.endsWith(ending)).map((path) => statSync(path))
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
}

describe('what a user installs', () => {
  it('is the package and its three dependencies, which have none', () => {
    expect(user.installed).toEqual(['ip-address', 'mooring', 'undici', 'zod'])
    expect(Object.keys(manifestOf('mooring').dependencies ?? {})).toEqual(['ip-address', 'undici', 'zod'])
  })

  it('runs no script', () => {
    const scripts = user.installed.flatMap((name) => Object.keys(manifestOf(name).scripts ?? {}))
    expect(scripts.filter((name) => ['preinstall', 'install', 'postinstall'].includes(name))).toEqual([])
  })

  it('takes as many megabytes as the first page says, and few of them are declarations', () => {
    const bytes = user.installed.map((name) => bytesIn(join(user.path, 'node_modules', name)))
    const megabytes = bytes.reduce((sum, one) => sum + one, 0) / 1e6
    expect(textOf('README.md')).toContain(`the four packages take ${megabytes.toFixed()} MB`)
    const declarations = bytesIn(join(user.path, 'node_modules', 'mooring', 'dist'), '.d.ts')
    console.log(`installed ${megabytes.toFixed(1)} MB, declarations ${kB(declarations)}`)
    // about a twentieth above what it was when this was written
    expect(declarations).toBeLessThan(472_000)
  })

  it('says nothing but what was added', () => {
    expect(user.said.trim()).toMatch(/^added 4 packages in \S+$/)
  })
})

describe('the tarball', () => {
  it('holds what is built, the pages and the examples', () => {
    const rest = user.files.filter((path) => !/^(?:dist|docs|examples)\//.test(path))
    expect(rest.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
      'src/README.md',
      'test/lab/README.md',
    ])
    const told = user.files.filter((path) => /^(?:docs|examples)\//.test(path))
    expect(
      told.filter(
        (path) =>
          !/^docs\/[a-z0-9/-]+\.md$|^docs\/pictures\/[a-z0-9-]+\.svg$|^examples\/\d\d-[a-z0-9-]+\.ts$/.test(path),
      ),
    ).toEqual([])
    expect(told).toContain('docs/start.md')
    expect(told.filter((path) => path.startsWith('docs/decisions/'))).toEqual([])
  })

  it('has every page that its pages link to', () => {
    const pages = user.files.filter((path) => path.endsWith('.md'))
    const links = pages.flatMap((page) => {
      const targets = [...textOf(page).matchAll(/\]\(([^)\s#]+)[^)\s]*\)/g)].map(([, target = '']) => target)
      const local = targets.filter((target) => !/^[a-z]+:/.test(target))
      return local.map((target) => normalize(join(dirname(page), target)))
    })
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((path) => !user.files.includes(path))).toEqual([])
  })

  it('stays small', () => {
    console.log(`tarball ${kB(user.size)}, unpacked ${kB(user.unpackedSize)}, ${user.files.length} files`)
    // about a twentieth above what it was when this was written, with all pages and examples
    expect(user.size).toBeLessThan(1_840_000)
  })

  it("has a map for each ES module, so that a user's debugger shows our source", () => {
    const modules = user.files.filter((path) => path.endsWith('.js'))
    expect(modules.length).toBeGreaterThan(5)
    expect(modules.filter((path) => !user.files.includes(`${path}.map`))).toEqual([])
  })

  it('has no map for CommonJS, and no script there that names one', () => {
    const scripts = user.files.filter((path) => path.endsWith('.cjs'))
    expect(scripts.length).toBeGreaterThan(5)
    expect(user.files.filter((path) => path.endsWith('.cjs.map'))).toEqual([])
    const naming = scripts.filter((path) => textOf(path).includes('sourceMappingURL'))
    expect(naming).toEqual([])
  })

  it('names no folder of the machine that it was built on', () => {
    const naming = user.files.filter((path) => textOf(path).includes(root))
    expect(naming).toEqual([])
  })
})

/** A file of the installed package. */
function textOf(path: string): string {
  return readFileSync(join(user.path, 'node_modules', 'mooring', path), 'utf8')
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`
}
