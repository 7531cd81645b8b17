import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recorder, type Recorder } from './recorded-build.js'

let recording: Recorder
let folder = ''
beforeAll(async () => {
  recording = await recorder()
  folder = mkdtempSync(join(tmpdir(), 'mooring-context-'))
})
afterAll(async () => {
  await recording[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A new context with these files in it. */
function context(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(folder, 'context-'))
  for (const [name, content] of Object.entries({ Dockerfile: 'FROM busybox', ...files })) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

const tree = {
  'a.txt': 'a',
  'b.md': 'b',
  'sub/a.txt': 'c',
  'sub/deep/a.txt': 'd',
  'sub/deep/b.md': 'e',
  'node_modules/x/index.js': 'f',
  'node_modules/keep/index.js': 'g',
  'sub/node_modules/y.js': 'h',
  'a+b(1).txt': 'i',
  '.env': 'j',
  'UPPER.TXT': 'k',
}

describe('what docker build sends of a directory is what mooring sends', () => {
  test('modes, times, links, pipes, and everything as root’s', async () => {
    const path = context(tree)
    chmodSync(join(path, 'a.txt'), 0o4751)
    chmodSync(join(path, 'sub'), 0o1777)
    utimesSync(join(path, 'b.md'), 1_000_000_000.7, 1_000_000_000.7)
    symlinkSync('../a.txt', join(path, 'sub/link'))
    symlinkSync('/etc/passwd', join(path, 'outside'))
    linkSync(join(path, 'b.md'), join(path, 'sub/hard'))
    const sent = await recording.ours((docker) => docker.image.build(path).create())
    expect(sent).toEqual(await recording.cli(path))
    expect(sent.entries).toHaveLength(21)
  })

  test.each([
    ['node_modules'],
    ['**/node_modules', '*.md'],
    ['*', '!a.txt'],
    ['*', '!sub/deep'],
    ['*', '!**/*.md'],
    ['sub', '!sub/deep/a.txt', 'sub/deep/b.md'],
    ['node_modules/*', '!node_modules/keep'],
    ['**', '!sub/deep/'],
    ['Dockerfile', '.dockerignore', '.env'],
    ['*'],
    ['/a.txt', './b.md', 'sub/../.env', 'sub//deep'],
    ['# comment', '  a.txt  ', '', ' # no comment', '\ta+b*'],
    ['a+b(1).txt', 'upper.txt'],
    ['?.txt', '[b-z].md', 'sub/*/[^a].md'],
    ['a\\+b\\(1\\).txt', '**/deep/**'],
    ['**/*.txt', '!a.txt', '*/a.txt'],
  ])('with a .dockerignore of %j %j %j', async (...patterns) => {
    const path = context({ ...tree, '.dockerignore': `${patterns.join('\n')}\n` })
    const sent = await recording.ours((docker) => docker.image.build(path).create())
    expect(sent).toEqual(await recording.cli(path))
  })

  test('with a byte order mark and the line ends of Windows in its .dockerignore', async () => {
    const path = context({ ...tree, '.dockerignore': '\ufeffa.txt\r\nsub\r\n' })
    const sent = await recording.ours((docker) => docker.image.build(path).create())
    expect(sent).toEqual(await recording.cli(path))
    expect(sent.entries.filter((entry) => /^(?:a\.txt|sub)/.test(entry))).toEqual([])
  })

  test('with all that the builder can be told', async () => {
    const path = context({})
    const flags = `-t team/x:1 -t y --build-arg A=1 --build-arg B= --label l=1 --target t --platform linux/arm64 --no-cache
      --pull --network none --add-host a:1.2.3.4 --add-host c:host-gateway --shm-size 64m -m 1g --memory-swap -1
      --cpu-shares 5 --cpu-period 5 --cpu-quota 6 --cpuset-cpus 0-1 --cpuset-mems 0 --cgroup-parent /x --cache-from x
      --cache-from y:1 --security-opt no-new-privileges --ulimit nofile=1:2 --force-rm`
    const { query } = await recording.cli(path, ...flags.split(/\s+/))
    const ours = await recording.ours((docker) =>
      docker.image
        .build(path)
        .tag('team/x:1', 'y')
        .arg({ A: '1', B: '' })
        .label('l', '1')
        .target('t')
        .platform('linux/arm64')
        .noCache()
        .pull()
        .network('none')
        .addHost('a:1.2.3.4', 'c:host-gateway')
        .shmSize('64m')
        .memory('1g')
        .memorySwap(-1)
        .cpuShares(5)
        .cpuPeriod(5)
        .cpuQuota(6)
        .cpusetCpus('0-1')
        .cpusetMems('0')
        .cgroupParent('/x')
        .cacheFrom('x', 'y:1')
        .securityOpt('no-new-privileges')
        .ulimit('nofile', 1, 2)
        .forceRm()
        .create(),
    )
    const { ulimits = [], ...rest } = ours.query
    const { ulimits: theirs = [], ...others } = query
    expect(rest).toEqual({ ...others, t: ['team/x:1', 'y:latest'] })
    expect(ulimits.map((text) => JSON.parse(text) as unknown)).toEqual(
      theirs.map((text) => JSON.parse(text) as unknown),
    )
  })
})

describe('the Dockerfile', () => {
  test('is named by its path from the working directory, and links are followed', async () => {
    const path = context({ 'docker/Prod': 'FROM a', dockerfile: 'FROM b' })
    symlinkSync('docker/Prod', join(path, 'link'))
    for (const file of ['docker/Prod', 'link']) {
      const sent = await recording.ours((docker) => docker.image.build(path).file(join(path, file)).create())
      expect(sent).toEqual(await recording.cli(path, '-f', join(path, file)))
      expect(sent.query['dockerfile']).toEqual(['docker/Prod'])
    }
  })

  test('may be called dockerfile', async () => {
    const path = context({ dockerfile: 'FROM b' })
    rmSync(join(path, 'Dockerfile'))
    const sent = await recording.ours((docker) => docker.image.build(path).create())
    expect(sent).toEqual(await recording.cli(path))
  })

  test.each([
    ['with a .dockerignore', { '.dockerignore': '*.md' }],
    ['without one', {}],
  ])('may lie outside of the context, %s: it goes in under a name that no COPY takes', async (_, files) => {
    const path = context({ ...tree, ...files })
    const file = join(context({}), 'Dockerfile')
    const sent = await recording.ours((docker) => docker.image.build(path).file(file).create())
    const theirs = await recording.cli(path, '-f', file)
    const names = (entries: readonly string[]): readonly string[] =>
      entries.map((entry) =>
        entry
          .replace(/\.dockerfile\.[0-9a-f]{20}/g, '.dockerfile.x')
          .split(' ')
          .slice(0, 4)
          .join(' '),
      )
    expect(names(sent.entries)).toEqual(names(theirs.entries))
    expect(sent.query['dockerfile']?.[0]).toMatch(/^\.dockerfile\.[0-9a-f]{20}$/)
    const [ignore] = sent.entries.filter((entry) => entry.startsWith('.dockerignore '))
    expect(ignore).toContain(`${sent.query['dockerfile']?.[0] ?? ''}\\n`)
  })

  test('has an ignore file of its own beside it, if there is one, as BuildKit reads it', async () => {
    const path = context({ ...tree, '.dockerignore': '*.md', 'Dockerfile.dockerignore': 'sub\nnode_modules' })
    const { entries } = await recording.ours((docker) => docker.image.build(path).create())
    const names = entries.map((entry) => entry.split(' ')[0])
    expect(names).toContain('b.md')
    expect(names).not.toContain('sub')
  })
})
