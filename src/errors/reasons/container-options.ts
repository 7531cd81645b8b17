import { reason } from './reason.js'

const making = ['ContainerCreate', 'ContainerStart', 'ContainerRestart']
const changing = [...making, 'ContainerUpdate']

/** One option of a container that engines refuse, and what to give in its place. */
function option(says: RegExp | readonly RegExp[], hint: string): ReturnType<typeof reason> {
  return reason('BAD_REQUEST', { of: changing, says, hint })
}

const limits = [
  // runc 1.0 and 1.1, as 20.10 to 28.5 have it
  reason('LIMIT_REFUSED', {
    of: changing,
    says: [
      /unable to set (?<memory>memory) limit to \d+ \(current usage: (?<usage>\d+)/,
      /the (?:minimum|maximum) allowed (?<shares>cpu-shares) is/,
      /failed to write .*?: write \/sys\/fs\/cgroup\/\S*\/(?<file>[\w.]+): /,
    ],
    details: ({ memory, shares, file, usage }) => ({
      limit: memory ?? shares ?? file,
      usage: usage === undefined ? undefined : Number(usage),
    }),
    hint: ({ usage }) =>
      usage === undefined
        ? "the kernel of the engine's host does not take this value: choose another, as the message says"
        : `it uses ${usage} bytes already: give a limit above that, or let it free some first`,
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerUpdate'],
    says: /smaller than already set memoryswap limit/,
    hint: 'give memorySwap as well: it is memory and swap together, and -1 is no limit of swap',
  }),
  reason('BAD_REQUEST', {
    of: ['ContainerUpdate'],
    says: /cannot be updated as NanoCPUs has already been set|Nano CPUs cannot be updated as/,
    hint: 'cpus, and cpuPeriod with cpuQuota, are two ways to say one thing: use the one that the container has',
  }),
]

/** What engines say of the options of a container: those with a remedy first, and then those that say it themselves. */
export const containerOptionReasons = [
  ...limits,
  option(
    /must be an absolute path|mount path must be absolute|needs to be an absolute path|use absolute path/,
    'write the path from the root: /data',
  ),
  option(
    // the second is said of a rate of a device
    [/error gathering device information/, /^stat \/dev\/\S+: no such file or directory/],
    "the engine's host has no such device: `ls /dev` there shows its devices, or leave it out",
  ),
  // 28.5
  option(
    /unresolvable CDI devices/,
    "no driver on the engine's host describes this device: see the files in /etc/cdi and /var/run/cdi there",
  ),
  option(
    /Cannot mkdir: .* is not a directory/,
    'the image has a file there: give .workdir() a directory; one that is missing is made',
  ),
  option(/chdir to cwd/, 'the program cannot enter its working directory: give .workdir() one that its user may enter'),
  option(
    /memory limit allowed|[Mm]inimum memory reservation/i,
    "memory is in bytes: write 64 MiB as '64m' or 64 * 1024 ** 2, or leave it out for no limit",
  ),
  option(
    /memoryswap limit|Memory limit when using Memoryswap|less than memory reservation/i,
    'MemorySwap is memory and swap together: give at least Memory, or -1 for no limit of swap; a reservation is below Memory',
  ),
  option(
    /unknown capability/,
    "capabilities are called as in the manual page capabilities(7): 'NET_ADMIN', with or without CAP_ before it, or 'ALL'",
  ),
  option(
    /[Rr]ange of CPUs is/,
    "the engine's host has fewer CPUs: one and a half are .cpus(1.5), and NanoCpus, which counts billionths, 1_500_000_000",
  ),
  option(
    /Requested (?:CPUs|memory nodes) are not available/,
    "the engine's host has no such CPUs or memory nodes: choose among those that the engine lists as available",
  ),
  option(
    /unknown log opt/,
    'leave this option of the log out, or choose the log driver that has it: each driver has options of its own',
  ),
  option(/Duplicate mount point/, 'mount one thing at each path of the container'),
  option(
    /[Hh]ealthcheck cannot be less/,
    'times of a health check are in nanoseconds: one second is 1_000_000_000, and 0 is what the image says',
  ),
  option(
    /--storage-opt is supported only/,
    "the storage of this engine limits no container's size: leave StorageOpt out",
  ),
  option(
    /error setting rlimit/,
    'the engine itself may not go that high: choose lower Ulimits, at most those of the engine',
  ),
  option(
    [
      /open \/proc\/sys\/\S+: no such file or directory/,
      /is not in a separate kernel namespace/,
      /sysctl "[^"]+" (?:is )?not allowed/,
    ],
    "only net.* and a few kernel.* settings that the host's kernel has can be set for one container, and net.* not in host mode: set others on the engine's host",
  ),
  option(
    [
      /invalid (?:mount|mode|volume specification|restart policy|port specification|tmpfs option|CapAdd|CapDrop|--security-opt)/i,
      /non-shareable IPC/,
      /AutoRemove/,
      /bad (?:nameserver address|format for add-host)/,
      /range for oom score adj/,
      /CPU cfs (?:period|quota) can not be/,
      /maximum retry count (?:cannot|can only) be used/,
      /Invalid value \S+ for cpuset/,
      /Cannot mkdir: /,
      /SHM size/,
      /no command specified/i,
      /[Cc]onflicting options/,
      /could not get container for /,
    ],
    'change the option of the container that the engine names',
  ),
]
