import { describe, expect, test } from 'vitest'
import { isOfRunning, toStats } from '../../../src/container/streams/usage.js'
import type { ContainerStats } from '../../../src/container/wire/stats.js'
import { parseJson } from '../../../src/stream/json/json.js'

/** A count of Docker 24 on a host with cgroups v2: two interfaces, one disk, no limit of processes. */
const v2 = `{
  "read":"2026-11-26T22:40:05.791835935Z","preread":"2026-11-26T22:40:04.783348069Z","num_procs":0,"storage_stats":{},
  "pids_stats":{"current":7,"limit":18446744073709551615},
  "blkio_stats":{"io_service_bytes_recursive":[{"major":254,"minor":0,"op":"read","value":4096},
    {"major":254,"minor":0,"op":"write","value":8192},{"major":8,"minor":0,"op":"read","value":1000}],
    "io_serviced_recursive":null},
  "cpu_stats":{"cpu_usage":{"total_usage":300000000000000001,"usage_in_kernelmode":1,"usage_in_usermode":1},
    "system_cpu_usage":9007199254740993500,"online_cpus":4,
    "throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},
  "precpu_stats":{"cpu_usage":{"total_usage":299999999500000001,"usage_in_kernelmode":1,"usage_in_usermode":1},
    "system_cpu_usage":9007199250740993500,"online_cpus":4,
    "throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},
  "memory_stats":{"usage":104857600,"limit":209715200,
    "stats":{"active_file":0,"inactive_file":52428800,"anon":52428800}},
  "networks":{"eth0":{"rx_bytes":100,"rx_packets":1,"rx_errors":0,"rx_dropped":0,"tx_bytes":10,"tx_packets":1,
    "tx_errors":0,"tx_dropped":0},"eth1":{"rx_bytes":1,"rx_packets":1,"rx_errors":0,"rx_dropped":0,"tx_bytes":2,
    "tx_packets":1,"tx_errors":0,"tx_dropped":0}},"name":"/web","id":"abc"}`

const read = (text: string): ContainerStats => parseJson(text) as ContainerStats
const count = read(v2)

describe('what a count means', () => {
  test('with cgroups v2: half a second of CPU time in a second is 50 percent of one CPU, whatever their number', () => {
    expect(toStats(count)).toEqual({
      cpuPercent: 50,
      memory: { used: 52428800, limit: 209715200, percent: 25 },
      network: { received: 101, sent: 12 },
      blocks: { read: 5096, written: 8192 },
      pids: 7,
      wire: count,
    })
  })

  test('nanoseconds of all CPUs, and limits that are none, lose no digit', () => {
    expect(count.cpu_stats.system_cpu_usage).toBe(9007199254740993500n)
    expect(count.pids_stats?.limit).toBe(18446744073709551615n)
    expect(count.memory_stats.limit).toBe(209715200n)
  })

  test('with cgroups v1: the inactive files of those below count as well, and operations are written large', () => {
    const entry = { major: 8, minor: 0 }
    const { memory, blocks, cpuPercent } = toStats({
      ...count,
      cpu_stats: {
        ...count.cpu_stats,
        online_cpus: 0,
        cpu_usage: { ...count.cpu_stats.cpu_usage, percpu_usage: [1n, 2n] },
      },
      memory_stats: { usage: 1000, limit: 4000n, stats: { total_inactive_file: 600, inactive_file: 100 } },
      blkio_stats: {
        io_service_bytes_recursive: [
          { ...entry, op: 'Read', value: 1 },
          { ...entry, op: 'Write', value: 2 },
          { ...entry, op: 'Sync', value: 3 },
          { ...entry, op: 'Total', value: 3 },
        ],
      },
    })
    expect(memory).toEqual({ used: 400, limit: 4000, percent: 10 })
    expect(blocks).toEqual({ read: 1, written: 2 })
    // engines before 1.27 told the CPUs only by their list
    expect(cpuPercent).toBe(25)
  })

  test('inactive files that are more than what is in use are not taken off', () => {
    const memory = { usage: 1000, limit: 4000n, stats: { inactive_file: 1000 } }
    expect(toStats({ ...count, memory_stats: memory }).memory.used).toBe(1000)
  })

  test('a first count has no CPU percentage, and neither has one over a restart', () => {
    const first = { ...count, preread: '0001-01-01T00:00:00Z' }
    expect(toStats(first).cpuPercent).toBeUndefined()
    const restarted = {
      ...count,
      cpu_stats: { ...count.cpu_stats, cpu_usage: { ...count.cpu_stats.cpu_usage, total_usage: 5n } },
    }
    expect(toStats(restarted).cpuPercent).toBeUndefined()
    const atOnce = { ...count, precpu_stats: { ...count.cpu_stats, system_cpu_usage: undefined } }
    expect(toStats(atOnce).cpuPercent).toBeUndefined()
  })

  test('a container that did nothing used 0 percent', () => {
    const idle = { ...count, precpu_stats: { ...count.precpu_stats, cpu_usage: count.cpu_stats.cpu_usage } }
    expect(toStats(idle).cpuPercent).toBe(0)
  })

  test('without interfaces of its own nothing is known of the network, rather than 0', () => {
    expect(toStats({ ...count, networks: undefined }).network).toBeUndefined()
  })

  test('zeros of the year 1 are those of a container that does not run', () => {
    expect(isOfRunning(count)).toBe(true)
    expect(isOfRunning({ ...count, read: '0001-01-01T00:00:00Z' })).toBe(false)
  })
})
