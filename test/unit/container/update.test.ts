import { describe, expect, test } from 'vitest'
import { toUpdateRequest } from '../../../src/container/update.js'

describe('an update', () => {
  test('is written in the units of the engine', () => {
    const change = {
      memory: '512m',
      memorySwap: '1g',
      memoryReservation: 6_291_456,
      cpus: 1.5,
      cpuShares: 512,
      cpuPeriod: 100_000,
      cpuQuota: 50_000,
      cpuRtPeriod: 1_000_000,
      cpuRtRuntime: 950_000,
      cpusetCpus: '0-1',
      cpusetMems: '0',
      pidsLimit: 100,
      blkioWeight: 300,
      restart: 'on-failure:3',
    } as const
    expect(toUpdateRequest(change)).toEqual({
      Memory: 536_870_912,
      MemorySwap: 1_073_741_824,
      MemoryReservation: 6_291_456,
      NanoCpus: 1_500_000_000,
      CpuShares: 512,
      CpuPeriod: 100_000,
      CpuQuota: 50_000,
      CpuRealtimePeriod: 1_000_000,
      CpuRealtimeRuntime: 950_000,
      CpusetCpus: '0-1',
      CpusetMems: '0',
      PidsLimit: 100,
      BlkioWeight: 300,
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    })
  })

  test('can take limits away where docker can', () => {
    expect(toUpdateRequest({ memorySwap: -1, pidsLimit: -1, restart: 'no' })).toEqual({
      MemorySwap: -1,
      PidsLimit: -1,
      RestartPolicy: { Name: 'no' },
    })
  })

  test('of 0.29 CPUs is no fraction of a billionth', () => {
    expect(toUpdateRequest({ cpus: 0.29 })).toEqual({ NanoCpus: 290_000_000 })
  })

  test.each([
    ['memory', 0],
    ['memory', '512mb'],
    ['memory', -1],
    ['memorySwap', -2],
    ['cpus', 0],
    ['cpus', '1.5'],
    ['cpus', NaN],
    ['cpuShares', 0],
    ['pidsLimit', 1.5],
    ['pidsLimit', -2],
    ['cpusetCpus', ''],
    ['restart', 'sometimes'],
  ])('with %s: %o is refused where it stands', (argument, value) => {
    expect(() => toUpdateRequest({ [argument]: value })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', details: { argument, value } }) as Error,
    )
  })

  test('that is misspelt, empty or no object is refused', () => {
    expect(() => toUpdateRequest({ memorySwp: '1g' } as never)).toThrow('did you mean "memorySwap"?')
    expect(() => toUpdateRequest({ memory: undefined })).toThrow('this update changes nothing')
    expect(() => toUpdateRequest('512m' as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error,
    )
  })
})
