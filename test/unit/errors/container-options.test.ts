import { expect, test } from 'vitest'
import { engineError } from '../../../src/errors/reasons/engine-error.js'

/** What engines from 20.10 to 28 print of an option of a container, word for word, and what its remedy names. */
test.each([
  [500, 'error gathering device information while adding custom device "/dev/nope": no such file or directory', '/dev'],
  [500, 'stat /dev/nope: no such file or directory', '/dev'],
  [500, 'CDI device injection failed: unresolvable CDI devices vendor.com/gpu=0', '/etc/cdi'],
  [500, 'Cannot mkdir: /bin/busybox is not a directory', '.workdir()'],
  [400, 'Minimum memory limit allowed is 6MB', '64 * 1024 ** 2'],
  [400, 'Minimum memoryswap limit should be larger than memory limit, see usage', 'MemorySwap'],
  [400, 'You should always set the Memory limit when using Memoryswap limit, see usage', 'MemorySwap'],
  [400, 'Minimum memory limit can not be less than memory reservation limit, see usage', 'reservation'],
  [400, 'invalid CapAdd: unknown capability: "CAP_NOPE"', "'NET_ADMIN'"],
  [400, 'invalid CapDrop: unknown capability: "CAP_NOPE"', "'NET_ADMIN'"],
  [400, 'Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available', 'NanoCpus'],
  [400, 'Requested CPUs are not available - requested 99, available: 0-1', 'available'],
  [400, "unknown log opt 'nope' for json-file log driver", 'log driver'],
  [400, 'Duplicate mount point: /x', 'each path'],
  [400, 'Interval in Healthcheck cannot be less than 1ms', 'nanoseconds'],
  [500, "--storage-opt is supported only for overlay over xfs with 'pquota' mount option", 'StorageOpt'],
  [
    500,
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted: unknown',
    'Ulimits',
  ],
  [
    400,
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: open /proc/sys/net/nope: no such file or directory: unknown',
    'kernel',
  ],
  [
    500,
    'failed to create shim task: OCI runtime create failed: runc create failed: sysctl "net.ipv4.ip_forward" not allowed in host network namespace: unknown',
    'host mode',
  ],
  [400, 'invalid restart policy: unknown policy', 'that the engine names'],
])('%i %s', (status, message, remedy) => {
  const about = { operation: 'ContainerStart', target: 'web', noun: 'container', status }
  const error = engineError({ ...about, text: JSON.stringify({ message }) })
  expect(error).toMatchObject({ code: 'BAD_REQUEST', engineMessage: message })
  expect(error.hint).toContain(remedy)
})
