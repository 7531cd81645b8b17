import { reason } from './reason.js'

const making = ['ContainerCreate', 'ContainerStart', 'ContainerRestart']
/** A container makes the volumes that it names and that are missing. */
const creating = ['VolumeCreate', 'ContainerCreate']

/** What engines say of volumes, and of what is mounted in a container. */
export const volumeReasons = [
  reason('VOLUME_IN_USE', {
    of: ['VolumeDelete'],
    says: /volume is in use(?: - \[(?<containers>[^\]]*)\])?/,
    details: ({ containers = '' }, { target }) => ({
      volume: target,
      containers: containers
        .split(/,\s*/)
        .filter((id) => id !== '')
        .map((id) => ({ id, name: id })),
    }),
    hint: 'remove the containers that use it first: stopped ones hold it, too',
  }),
  reason('DRIVER_NOT_FOUND', {
    of: ['VolumeCreate'],
    says: /plugin "(?<driver>[^"]+)" not found/,
    details: ({ driver }) => ({ driver }),
    hint: 'docker.info() lists the volume drivers of the engine under Plugins.Volume',
  }),
  reason('NAME_TAKEN', {
    of: creating,
    says: /create (?<name>\S+): (?:conflict: )?volume name must be unique/,
    details: ({ name = '' }) => ({ noun: 'volume', name, holder: { id: name, name } }),
    hint: 'a volume of this name has another driver: choose another name, or use what is there',
  }),
  // The words of mount(2), behind what the engine tried.
  reason('MOUNT_FAILED', {
    of: making,
    says: [
      /error while mounting volume '(?:[^']*\/volumes\/)?(?<volume>[^/']+)[^']*': (?:failed to mount local volume: mount (?<source>[^,]*):\/[^,]*?(?:,[^:]*: [^:]*)*: )?(?<why>.*)/,
      /error mounting \\*"(?<mounted>[^"\\]+)\\*" to rootfs at .*?: (?<rootfs>(?:[^:]*: )*[^:]*)$/,
    ],
    details: ({ volume, source, mounted }) => ({ volume, source: source ?? mounted }),
    hint: ({ volume, why = '', rootfs = '' }) => whyNotMounted(`${why}${rootfs}`, volume),
  }),
  reason('MOUNT_SOURCE_MISSING', {
    of: making,
    says: /cannot access path (?<source>\S+): .*no such file or directory/,
    details: ({ source }) => ({ source }),
    hint: 'the volume has no such directory: make it there first, or leave the subpath out',
  }),
  reason('BAD_REQUEST', {
    of: making,
    says: /is mounted on .* but it is not a (?:shared|slave)/,
    hint: "the mount of this directory on the engine's host is private: leave the propagation out, or share it there with mount --make-shared",
  }),
  reason('BAD_REQUEST', {
    of: creating,
    says: /missing required option|invalid option: /,
    hint: "see the options of the volume's driver: of local they are type, device, o and size",
  }),
  reason('BAD_REQUEST', {
    of: creating,
    says: /includes invalid characters for a local volume name|volume name is too short/,
    hint: 'use two or more letters, digits, _, - and ., and begin with a letter or a digit',
  }),
]

/** By the words of the kernel, and of Go's resolver. */
function whyNotMounted(why: string, volume: string | undefined): string {
  if (/no such file or directory/.test(why))
    return "the engine's host has no such directory or device: make it there first"
  if (/no such device|unknown filesystem|protocol not supported/.test(why))
    return "the kernel of the engine's host has no file system of this type: check the type, or load its module there"
  if (/invalid argument/.test(why))
    return `an option is wrong for this type of file system${volume === undefined ? '' : ': volume.inspect() shows them'}`
  if (/no such host|server misbehaving|resolving/.test(why))
    return "the engine's host cannot resolve the name of the server: check it, or give its address"
  if (/refused|timed out|timeout|no route|unreachable|host is down/.test(why))
    return "the engine's host cannot reach the server, or nothing serves files there"
  if (/denied|not permitted/.test(why)) return "the server, or the engine's host, does not allow this mount"
  if (/not a directory/.test(why)) return 'a file can only be mounted on a file, and a directory on a directory'
  return "check what is mounted, and its options, on the engine's host"
}
