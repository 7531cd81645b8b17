import { readFileSync } from 'node:fs'
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

describe('what a user installs', () => {
  it('is the package and its three dependencies, which have none', () => {
    expect(user.installed).toEqual(['ip-address', 'mooring', 'undici', 'zod'])
    expect(Object.keys(manifestOf('mooring').dependencies ?? {})).toEqual(['ip-address', 'undici', 'zod'])
  })

  it('runs no script', () => {
    const scripts = user.installed.flatMap((name) => Object.keys(manifestOf(name).scripts ?? {}))
    expect(scripts.filter((name) => ['preinstall', 'install', 'postinstall'].includes(name))).toEqual([])
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
    expect(told.filter((path) => !/^docs\/[a-z/-]+\.md$|^examples\/\d\d-[a-z0-9-]+\.ts$/.test(path))).toEqual([])
    expect(told).toContain('docs/start.md')
    expect(told.filter((path) => path.startsWith('docs/decisions/'))).toEqual([])
  })

  it('has every page that its pages link to', () => {
    const pages = user.files.filter((path) => path.endsWith('.md'))
    const links = pages.flatMap((page) => {
      const text = readFileSync(join(user.path, 'node_modules', 'mooring', page), 'utf8')
      const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)\s]*\)/g)].map(([, target = '']) => target)
      const local = targets.filter((target) => !/^[a-z]+:/.test(target))
      return local.map((target) => normalize(join(dirname(page), target)))
    })
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((path) => !user.files.includes(path))).toEqual([])
  })

  it('stays small', () => {
    console.log(`tarball ${kB(user.size)}, unpacked ${kB(user.unpackedSize)}, ${user.files.length} files`)
    expect(user.size).toBeLessThan(700_000)
  })

  it("has a map for each script, so that a user's debugger shows our source", () => {
    const scripts = user.files.filter((path) => /\.c?js$/.test(path))
    expect(scripts.filter((path) => !user.files.includes(`${path}.map`))).toEqual([])
  })

  it('names no folder of the machine that it was built on', () => {
    const naming = user.files.filter((path) =>
      readFileSync(join(user.path, 'node_modules', 'mooring', path), 'utf8').includes(root),
    )
    expect(naming).toEqual([])
  })
})

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`
}
