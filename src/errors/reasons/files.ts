import { reason } from './reason.js'

const archives = ['ContainerArchive', 'ContainerArchiveInfo', 'PutContainerArchive']

/** What engines say of files in containers. */
export const fileReasons = [
  reason('PATH_NOT_FOUND', {
    of: archives,
    says: /Could not find the file (?<path>.+) in container/,
    details: ({ path }) => ({ path }),
    hint: ({ path = '' }, { operation }) => {
      if (operation === 'PutContainerArchive')
        return 'the directory must exist in the container: make it first, or copy a directory, which is made'
      return /^\/(?:proc|sys|dev)\//.test(path)
        ? `engines do not see what is in /proc, /sys and /dev: read it inside, with container.exec('cat', '${path}').output()`
        : 'there is no such file or directory in the container'
    },
  }),
  // 28.5 takes this for the caller's fault (400), older engines for their own (500); 20.10 has the path on its host
  reason('NOT_A_DIRECTORY', {
    of: archives,
    says: [
      /(?:lstat|stat|open) (?:\/\S*\/merged)?(?<path>\/.*?): not a directory/,
      /extraction point is not a directory/,
    ],
    details: ({ path }, { target }) => ({ path: path ?? target }),
    hint: 'a file stands where a directory must be',
  }),
  reason('CANNOT_OVERWRITE', {
    of: archives,
    says: /cannot overwrite (?:non-)?directory "(?<path>[^"]+)" with (?:non-)?directory/,
    details: ({ path }) => ({ path }),
    hint: 'a directory does not take the place of a file, nor a file that of a directory: remove what is there first',
  }),
  // 28 takes links that lead out, and follows none
  reason('ARCHIVE_UNSAFE', {
    of: archives,
    says: /invalid (?<kind>symlink|hardlink) "(?<entry>[^"]+)" -> "(?<target>[^"]+)"/,
    details: ({ kind, entry = '', target }) => ({ entry, reason: `the ${kind} leads out to ${target}` }),
    hint: 'this engine unpacks no link that leads out of the directory it is copied to: copy its parent, or make the link inside, with exec',
  }),
  reason('FILESYSTEM_READ_ONLY', {
    of: archives,
    says: /(?:container rootfs|mounted volume) is marked read-only|read-only file system/,
    hint: 'copy into a volume that can be written, or make the container with a file system that can be written',
  }),
  reason('DISK_FULL', {
    of: archives,
    says: /no space left on device/,
    hint: 'the file system at that path is full: what was unpacked before stays there',
  }),
  reason('BAD_REQUEST', {
    of: archives,
    says: /too many links|too many levels of symbolic links/,
    hint: 'the symbolic links of that path lead in a circle',
  }),
]
