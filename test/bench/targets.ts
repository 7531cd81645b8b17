import { cost, milliseconds, speed, throughput, value, valueRatio, type Target } from './report/target.js'

const operations = ['ping', 'list of 3', 'inspect', 'create + delete']

const smallCalls: readonly Target[] = operations.flatMap((operation) =>
  [1, 16, 64].flatMap((inFlight) => {
    const row = `${operation}, ${inFlight} in flight`
    const wanted = [cost('mooring', 'undici', 1), cost('mooring', 'dockerode', 0.6), cost('mooring', 'node-sdk', 0.3)]
    if (inFlight === 64) wanted.push(throughput('mooring', 'undici', 0.95))
    return wanted.map((one) => ({ part: 'calls' as const, row, ...one }))
  }),
)

const longLists: readonly Target[] = ['500 networks of 20 containers, 2.8 MB', '1000 containers, 1.6 MB'].flatMap(
  (row) => [
    { part: 'lists', row, ...cost('mooring', 'undici', 1.1) },
    { part: 'lists', row, ...cost('mooring, validateReplies', 'undici', 2.2) },
  ],
)

const pipes: readonly Target[] = ['attach, 80 B', 'exec, 80 B'].flatMap((row) => [
  { part: 'pipes', row, ...speed('mooring', 'hand-written', 0.7) },
  { part: 'pipes', row, ...speed('mooring', 'dockerode', 40) },
])

const events: readonly Target[] = ['one chunk each', 'chunks of 32 KiB'].flatMap((row) => [
  { part: 'events', row, ...speed('mooring', 'hand-written', 0.8) },
  { part: 'events', row, ...speed('mooring', 'node-sdk', 1) },
])

/** What mooring is to cost, on every Node unless one is named. */
export const targets: readonly Target[] = [
  ...smallCalls,
  ...longLists,
  { part: 'logs', row: '80 B, one chunk each', ...speed('mooring frames', 'drain', 0.65) },
  { part: 'logs', row: '80 B, one chunk each', ...speed('mooring frames', 'dockerode', 2.2) },
  { part: 'logs', row: '80 B, one chunk each', ...speed('mooring lines', 'drain', 0.5) },
  { part: 'logs', row: '80 B, one chunk each', ...speed('mooring lines', 'dockerode', 1.6) },
  { part: 'logs', row: '16 KiB, one chunk each', ...speed('mooring frames', 'drain', 0.7) },
  ...pipes,
  {
    part: 'pipes',
    row: 'chunks of 8 and of 64 KiB',
    ...cost('mooring frames 64 KiB', 'mooring frames 8 KiB', 1.3),
  },
  { part: 'pipes', row: 'one frame of 64 MiB', ...milliseconds('mooring', 'wall', 1000) },
  ...events,
  { part: 'import', row: 'import', ...cost('mooring', 'dockerode', 0.35) },
  { part: 'import', row: 'import', ...milliseconds('mooring/cidr', 'cpu', 15) },
  { part: 'import', row: 'import, list, close', node: '24', ...cost('mooring', 'dockerode', 0.65) },
  { part: 'import', row: 'scripts of zod that are loaded', ...value('mooring', 'scripts', 0) },
  { part: 'cidr', row: 'parse an IPv4 block', ...speed('mooring', 'ip-address', 4) },
  { part: 'cidr', row: 'whether two blocks overlap', ...speed('mooring', 'ip-address', 8) },
  { part: 'cidr', row: 'the first free /24 among 10000, from texts', ...cost('mooring', 'ip-address', 0.2) },
  { part: 'cidr', row: 'the first free /24 among 10000, from texts', ...milliseconds('mooring', 'cpu', 10) },
  { part: 'memory', row: 'peak of memory, 1 GiB of logs in frames of 16 KiB', ...valueRatio('mooring', 'drain', 1.2) },
  { part: 'memory', row: 'growth under a slow reader of 256 MiB', ...value('mooring', 'MiB', 32) },
  { part: 'memory', row: 'growth of the heap over 20,000 calls', ...value('mooring', 'MiB', 0.5) },
  { part: 'memory', row: 'a ping beside 500 open logs', ...value('mooring', 'ms', 50) },
  { part: 'engine', row: 'create, start, exec, remove', ...cost('mooring', 'undici', 1.2) },
]
