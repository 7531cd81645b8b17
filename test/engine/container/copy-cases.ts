import {
  chown,
  chmod,
  link,
  lstat,
  mkdir,
  readFile,
  readdir,
  readlink,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'

/** One copy, as `docker cp` is told it: `{}` stands for the place that the test gives it, there and here. */
export interface CopyCase {
  readonly from: string
  readonly to: string
  /** Of the CLI: `-L`, `-a`. */
  readonly flags?: readonly string[]
  /** Tried on every engine. The rest is decided by the client, and tried on the newest. */
  readonly onAll?: true
}

/** Copies into a container whose place has what `containerPlace` makes. */
export const copiesIn: readonly CopyCase[] = [
  { from: 'dir', to: '{}/exists', onAll: true },
  { from: 'dir', to: '{}/exists/' },
  { from: 'dir', to: '{}/new', onAll: true },
  { from: 'dir/', to: '{}/exists' },
  { from: 'dir/.', to: '{}/exists', onAll: true },
  { from: 'dir/.', to: '{}/new' },
  { from: 'dir/sub/..', to: '{}/exists' },
  { from: 'dir', to: '{}/file' },
  { from: 'dir', to: '{}/to-exists' },
  { from: 'dir', to: '{}/clash', onAll: true },
  { from: 'dir', to: '{}/exists', flags: ['-a'], onAll: true },
  { from: 'outward', to: '{}/exists', onAll: true },
  { from: 'file', to: '{}/exists' },
  { from: 'file', to: '{}/exists/' },
  { from: 'file', to: '{}/new' },
  { from: 'file', to: '{}/new/' },
  { from: 'file', to: '{}/file', onAll: true },
  { from: 'file', to: '{}/file/' },
  { from: 'file', to: '{}/no/such', onAll: true },
  { from: 'file', to: '{}/file/under', onAll: true },
  { from: 'file', to: '{}/to-exists' },
  { from: 'file', to: '{}/to-file', onAll: true },
  { from: 'file', to: '{}/dangling' },
  { from: 'file', to: '{}/taken', onAll: true },
  { from: 'file', to: '{}/pipe' },
  { from: 'missing', to: '{}/exists' },
  { from: 'to-dir', to: '{}/exists' },
  { from: 'to-dir/', to: '{}/exists' },
  { from: 'to-dir/.', to: '{}/exists' },
  { from: 'to-dir', to: '{}/exists', flags: ['-L'] },
  { from: 'to-dir', to: '{}/new', flags: ['-L'] },
  { from: 'to-file', to: '{}/new', flags: ['-L'] },
  { from: 'dir/broken', to: '{}/exists', flags: ['-L'] },
]

/** Copies out of a container that has `/tree`, to a place here that has what `placeHere` makes. */
export const copiesOut: readonly CopyCase[] = [
  { from: '/tree', to: '{}/exists', onAll: true },
  { from: '/tree', to: '{}/new' },
  { from: '/tree/', to: '{}/exists' },
  { from: '/tree/.', to: '{}/exists' },
  { from: '/tree/.', to: '{}/new', onAll: true },
  { from: 'tree/sub', to: '{}/exists' },
  { from: '/tree', to: '{}/file' },
  { from: '/tree', to: '{}/to-exists' },
  { from: '/tree', to: '{}/clash' },
  { from: '/tree/file', to: '{}/exists' },
  { from: '/tree/file', to: '{}/new' },
  { from: '/tree/file', to: '{}/new/' },
  { from: '/tree/file', to: '{}/file', onAll: true },
  { from: '/tree/file', to: '{}/no/such' },
  { from: '/tree/file', to: '{}/file/under' },
  { from: '/tree/file', to: '{}/to-file' },
  { from: '/tree/file', to: '{}/dangling' },
  { from: '/tree/file', to: '{}/taken' },
  { from: '/tree/file/', to: '{}/exists', onAll: true },
  { from: '/no/such', to: '{}/exists' },
  { from: '/to-tree', to: '{}/exists' },
  { from: '/to-tree/.', to: '{}/exists', onAll: true },
  { from: '/to-tree/file', to: '{}/exists' },
  { from: '/to-tree', to: '{}/exists', flags: ['-L'] },
  { from: '/to-tree', to: '{}/new', flags: ['-L'], onAll: true },
  { from: '/tree/link', to: '{}/exists' },
  { from: '/tree/link', to: '{}/exists', flags: ['-L'] },
  { from: '/tree/broken', to: '{}/exists', flags: ['-L'] },
]

/** What a container has at a place before something is copied to it. */
export const containerPlace = (place: string): string =>
  `mkdir -p ${place}/exists/dir ${place}/clash ${place}/taken/file; chmod 711 ${place}/exists; cd ${place}
   chmod 700 exists/dir; echo old > exists/dir/old; echo old > file; chmod 604 file; echo old > clash/dir
   ln -s exists to-exists; ln -s ${place}/file to-file; ln -s sub-of-nothing dangling; mkfifo pipe`

/** What a container has, to be copied out of it. */
export const containerTree = `
  mkdir -p /tree/sub/deeper /tree/empty; cd /tree; echo hello > file; chmod 640 file; chown 1000:1001 file
  echo run > sub/run; chmod 755 sub/run; ln -s file link; ln -s /etc/passwd absolute; ln -s nowhere broken
  ln -s ../file sub/up; ln file hard; chmod 700 empty; chmod 1777 sub/deeper; chown -R 5:6 sub; chmod 555 sub
  touch -d '2020-01-02 03:04:05' file sub empty; : > 'odd name ü%2F?'; : > ${'n'.repeat(150)}; ln -s tree /to-tree`

/** The same on this machine, to be copied in. */
export async function makeHere(folder: string): Promise<void> {
  const dir = join(folder, 'dir')
  await mkdir(join(dir, 'sub', 'deeper'), { recursive: true })
  await mkdir(join(dir, 'empty'), { mode: 0o700 })
  const then = new Date('2020-01-02T03:04:05Z')
  for (const [name, mode] of [
    ['file', 0o640],
    ['dir/a.txt', 0o640],
    ['dir/sub/run', 0o755],
    ['dir/set-uid', 0o4755],
    ['dir/odd name ü%2F?', 0o644],
    [`dir/${'n'.repeat(150)}`, 0o600],
    [`dir/${'ü'.repeat(100)}`, 0o600],
  ] as const) {
    await writeFile(join(folder, name), `this is ${name}\n`)
    await chown(join(folder, name), 1000, 1001)
    await chmod(join(folder, name), mode)
    await utimes(join(folder, name), then, then)
  }
  await link(join(dir, 'a.txt'), join(dir, 'hard'))
  await symlink('a.txt', join(dir, 'link'))
  await symlink('/etc/passwd', join(dir, 'absolute'))
  await symlink('nowhere', join(dir, 'broken'))
  await symlink('../a.txt', join(dir, 'sub', 'up'))
  await mkdir(join(folder, 'outward'))
  await symlink('../../out', join(folder, 'outward', 'link'))
  await chown(join(dir, 'sub'), 4_000_000, 7)
  await chmod(join(dir, 'sub', 'deeper'), 0o1777)
  await utimes(dir, then, then)
  await symlink('dir', join(folder, 'to-dir'))
  await symlink('file', join(folder, 'to-file'))
}

/** What a place here has before something is copied to it. */
export async function placeHere(place: string): Promise<void> {
  await mkdir(join(place, 'exists', 'tree'), { recursive: true })
  await chmod(join(place, 'exists'), 0o711)
  await writeFile(join(place, 'exists', 'tree', 'old'), 'old')
  await mkdir(join(place, 'clash'))
  await mkdir(join(place, 'taken', 'file'), { recursive: true })
  await writeFile(join(place, 'clash', 'tree'), 'old')
  await writeFile(join(place, 'file'), 'old')
  await symlink('exists', join(place, 'to-exists'))
  await symlink('file', join(place, 'to-file'))
  await symlink('sub-of-nothing', join(place, 'dangling'))
}

/** All that lies in a folder here: what it is, whose, its permissions, time and content. Of what was made now, no time. */
export async function shownHere(folder: string, inner = ''): Promise<readonly string[]> {
  const lines: string[] = []
  for (const name of (await readdir(join(folder, inner))).sort()) {
    const path = join(inner, name)
    const facts = await lstat(join(folder, path))
    const { uid, gid, nlink } = facts
    const time = facts.mtimeMs < Date.parse('2021-01-01') ? facts.mtime.toISOString() : 'now'
    const what = facts.isSymbolicLink()
      ? `-> ${await readlink(join(folder, path))}`
      : facts.isFile()
        ? `${nlink} ${await readFile(join(folder, path), 'utf8')}`
        : ''
    lines.push(`${path} ${facts.mode.toString(8)} ${uid}:${gid} ${time} ${what}`)
    if (facts.isDirectory()) lines.push(...(await shownHere(folder, path)))
  }
  return lines
}

/** The same of a place in a container, as a script for its shell. */
export const shownThere = (place: string): string =>
  `cd ${place}; find . -exec stat -c '%n %f %u:%g %h %N' {} + | sort; find . -type f -exec md5sum {} + | sort
   find . ! -type l -mtime +1000 -exec stat -c '%n %Y' {} + | sort`
