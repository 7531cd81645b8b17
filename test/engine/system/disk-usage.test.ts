import { expect, test } from 'vitest'
import type { DiskUse } from '../../../src/system/disk-usage.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

/** Bytes as the docker CLI writes them: `33.9MB`, four digits of them at most. */
function inUnits(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3)
  return `${Number((bytes / 1000 ** power).toPrecision(4))}${['B', 'kB', 'MB', 'GB'][power]}`
}

onEachEngine('the disk usage of engine %s', (engineName) => {
  test('is what `docker system df` says', async () => {
    await using docker = await openDocker(engineName)
    await using volume = await docker.volume.local(unique('df')).create()
    const mount = { type: 'volume', source: volume.name, target: '/data' } as const
    await using running = await sleeper(docker).mount(mount).start()
    await using stopped = await docker.container.run(busybox, 'sh', '-c', 'head -c 3000000 /dev/zero >/file').start()
    await stopped.wait()
    await running.exec('sh', '-c', 'head -c 2000000 /dev/zero >/data/file').output({ check: true })

    const host = await lab.engine(engineName)
    const printed = await host.exec('docker', 'system', 'df', '--format', '{{json .}}')
    const { images, containers, volumes, buildCache } = await docker.system.df()
    const row = (Type: string, { count, active, size, reclaimable, items }: DiskUse<object> = nothing): object => {
      expect(items).toBeUndefined()
      const percent = size > 0 ? ` (${Math.trunc((reclaimable * 100) / size)}%)` : ''
      return {
        Type,
        TotalCount: String(count),
        Active: String(active),
        Size: inUnits(size),
        Reclaimable: `${inUnits(reclaimable)}${percent}`,
      }
    }
    expect(
      printed.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      row('Images', images),
      row('Containers', containers),
      row('Local Volumes', volumes),
      row('Build Cache', buildCache),
    ])
    expect(containers?.reclaimable).toBeGreaterThanOrEqual(3_000_000)
    expect(volumes?.size).toBeGreaterThanOrEqual(2_000_000)

    const all = await docker.system.df({ verbose: true })
    expect(all.containers?.items?.find(({ Id }) => Id === stopped.id)?.SizeRw).toBeGreaterThanOrEqual(3_000_000)
    expect(all.volumes?.items?.find(({ Name }) => Name === volume.name)?.UsageData).toMatchObject({ RefCount: 1 })
    if ((await docker.engine.apiVersion()) === '1.41') {
      await expect(docker.system.df({ type: ['volume'] })).rejects.toMatchObject({ code: 'API_TOO_OLD' })
    } else {
      const only = await docker.system.df({ type: ['volume'] })
      expect(only).toMatchObject({ images: undefined, containers: undefined, buildCache: undefined })
      expect(only.volumes?.count).toBeGreaterThan(0)
    }
  })
})

const nothing: DiskUse<object> = { count: 0, active: 0, size: 0, reclaimable: 0, items: undefined }
