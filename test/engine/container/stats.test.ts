import { expect, test } from 'vitest'
import type { Container } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { labBin } from '../../lab/place.js'
import { runProgram } from '../../lab/program.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

onEachEngine('what a container uses, on %s', (engineName) => {
  test('is what docker stats shows, as near as two looks can be', async () => {
    await using docker = await openDocker(engineName)
    // A fifth of a CPU, and 8 MiB of files in memory that count.
    const busy = 'dd if=/dev/zero of=/dev/shm/file bs=1M count=8 2>/dev/null; while :; do :; done'
    await using container = await docker.container
      .run(busybox, 'sh', '-c', busy)
      .init()
      .raw({ HostConfig: { NanoCpus: 200_000_000, Memory: 67_108_864 } })
      .start()
    await heldBack(container)
    const [ours, theirs] = await Promise.all([container.stats(), cliStats(docker, container)])
    expect(theirs).toMatchObject({ Name: container.name, PIDs: String(ours.pids) })
    expect(ours.pids).toBe(2)
    expect(ours.memory.limit).toBe(67_108_864)
    near(ours.cpuPercent, percent(theirs['CPUPerc']), 10)
    near(ours.memory.percent, percent(theirs['MemPerc']), 3)
    const [memory = 0, limit = 0] = bytes(theirs['MemUsage'])
    expect(limit).toBe(ours.memory.limit)
    near(ours.memory.used, memory, 2 * 1024 ** 2)
    const [received = 0, sent = 0] = bytes(theirs['NetIO'])
    near(ours.network?.received, received, 2000)
    near(ours.network?.sent, sent, 2000)
    const [read = 0, written = 0] = bytes(theirs['BlockIO'])
    near(ours.blocks.read, read, 1_000_000)
    near(ours.blocks.written, written, 1_000_000)
  })

  test('can be followed until it ends, paused too, and is refused of one that does not run', async () => {
    await using docker = await openDocker(engineName)
    await using container = await sleeper(docker).net('none').create()
    await expect(container.stats({ oneShot: true })).rejects.toMatchObject({ code: 'NOT_RUNNING' })
    await container.start()
    const first = await container.stats({ oneShot: true })
    expect(first.cpuPercent).toBeUndefined()
    expect([1, 2]).toContain(first.pids) // the init, and the program that it may have started by now
    await container.pause()
    const percents: (number | undefined)[] = []
    for await (const { cpuPercent, network } of container.stats({ follow: true })) {
      percents.push(cpuPercent)
      expect(network).toBeUndefined()
      if (percents.length === 2) await container.unpause()
      if (percents.length === 2) await container.kill()
    }
    expect(percents.slice(0, 2)).toEqual([undefined, 0])
    await expect(container.stats({ follow: true }).next()).rejects.toMatchObject({ code: 'NOT_RUNNING' })
  })
})

/** Waits until the limit of CPU time has been met: from then on the container uses just that. */
async function heldBack(container: Container): Promise<void> {
  for await (const { wire } of container.stats({ follow: true }))
    if ((wire.cpu_stats.throttling_data?.throttled_periods ?? 0) > 0) return
}

async function cliStats(docker: Docker, container: Container): Promise<Readonly<Record<string, string>>> {
  const { host } = await docker.describeConnection()
  const argv = ['docker', '-H', host, 'stats', '--no-stream', '--format', '{{json .}}', container.name]
  const { stdout, stderr } = await runProgram(argv, { PATH: `${labBin}:/usr/bin:/bin`, HOME: '/nowhere' })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Readonly<Record<string, string>>
}

function near(ours: number | undefined, theirs: number, most: number): void {
  expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThanOrEqual(most)
}

const percent = (text = ''): number => Number(text.replace('%', ''))

const units: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
}

/** `8.2MiB / 64MiB` */
const bytes = (text = ''): readonly number[] =>
  text.split(' / ').map((part) => {
    const [, digits = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(part) ?? []
    return Number(digits) * (units[unit] ?? NaN)
  })
