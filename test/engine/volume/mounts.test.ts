import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import type { Docker } from '../../../src/docker.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker } from '../open-docker.js'
import { unique } from '../open-engine.js'

/** What docker run is told, and what a builder is told. */
const lines: readonly (readonly [readonly string[], (builder: ContainerBuilder) => ContainerBuilder])[] = [
  [
    [
      ...['-v', '/a', '-v', 'data:/b:ro', '-v', '/tmp:/c:rprivate,z', '-v', 'data:/d:nocopy'],
      ...['--tmpfs', '/e', '--tmpfs', '/f:size=1m,mode=700', '--read-only', '--volume-driver', 'local'],
      ...['--volumes-from', 'seed:ro'],
    ],
    (b) =>
      b
        .volume('/a', 'data:/b:ro', '/tmp:/c:rprivate,z', 'data:/d:nocopy')
        .tmpfs('/e')
        .tmpfs('/f', 'size=1m,mode=700')
        .readOnly()
        .volumeDriver('local')
        .volumesFrom('seed', 'ro'),
  ],
  [
    [
      'type=bind,src=/tmp,dst=/a,ro',
      'type=bind,src=/tmp,dst=/b,bind-propagation=rslave',
      'src=data,dst=/c,volume-nocopy',
      'src=made,dst=/d,volume-driver=local,volume-opt=type=tmpfs,volume-opt=device=tmpfs,volume-label=a=b',
      'type=tmpfs,dst=/e,tmpfs-size=1m,tmpfs-mode=1770',
    ].flatMap((mount) => ['--mount', mount]),
    (b) =>
      b.mount(
        { type: 'bind', source: '/tmp', target: '/a', readOnly: true },
        'type=bind,src=/tmp,dst=/b,bind-propagation=rslave',
        { type: 'volume', source: 'data', target: '/c', noCopy: true },
        {
          type: 'volume',
          source: 'made',
          target: '/d',
          driver: 'local',
          driverOptions: { type: 'tmpfs', device: 'tmpfs' },
          labels: { a: 'b' },
        },
        { type: 'tmpfs', target: '/e', size: '1m', mode: 0o1770 },
      ),
  ],
]

onEachEngine('what is mounted in a container of engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('is what `docker create` of the same flags asks for', async () => {
    const data = await docker.volume.local(unique('mnt')).create()
    const made = unique('mnt')
    const seed = await docker.container.run(busybox, 'true').name(unique('mnt')).create()
    const host = await lab.engine(engineName)
    const named = (text: string): string =>
      text.replaceAll('data', data.name).replaceAll('made', made).replaceAll('seed', seed.name)
    const stored = async (id: string): Promise<object> => {
      const { Config, HostConfig } = await docker.container.inspect(id)
      const { Binds, Mounts, Tmpfs, VolumesFrom, VolumeDriver, ReadonlyRootfs } = HostConfig
      await docker.container.remove(id, { volumes: true })
      // docker writes an empty DriverConfig where no driver was named, and binds in any order
      const mounts = JSON.parse(
        JSON.stringify(Mounts ?? null).replace(/,"DriverConfig":\{\}|"DriverConfig":\{\},?/g, ''),
      ) as unknown
      return {
        Volumes: Config.Volumes,
        Binds: Binds?.toSorted(),
        mounts,
        Tmpfs,
        VolumesFrom,
        VolumeDriver,
        ReadonlyRootfs,
      }
    }
    for (const [flags, build] of lines) {
      const printed = await host.exec('docker', 'create', ...flags.map(named), busybox, 'true')
      expect(printed.stderr).toBe('')
      const byDocker = await stored(printed.stdout.trim())
      // the same names in what the builder is told
      const request = build(docker.container.run(busybox, 'true')).toRequest()
      const renamed = JSON.parse(named(JSON.stringify(request))) as typeof request
      const ours = await docker.container.run(busybox, 'true').raw(renamed).create()
      expect(await stored(ours.id)).toEqual(byDocker)
    }
    expect((await docker.volume.inspect(made)).Labels).toEqual({ a: 'b' })
    await docker.volume.remove(made)
  })

  test('is there: volumes, memory with its options, and a directory of a volume', async () => {
    await using data = await docker.volume.local(unique('mnt')).create()
    const all =
      'rw,nosuid,nodev,exec,sync,dirsync,noatime,nodiratime,size=1m,mode=1750,uid=7,gid=8,nr_inodes=64,nr_blocks=16'
    const writer = docker.container
      .run(
        busybox,
        'sh',
        '-c',
        'mkdir /data/web; echo hello >/data/web/file; stat -c "%a %u %g" /scratch; grep " /run " /proc/mounts',
      )
      .volume(data, '/data')
      .tmpfs('/run', { size: '2m', readOnly: true })
      .tmpfs('/scratch', all)
    const { stdout } = await writer.output({ check: true })
    expect(stdout).toMatch(/^1750 7 8\ntmpfs \/run tmpfs ro,nosuid,nodev,noexec.*size=2048k/)

    const mount = { type: 'volume', source: data, target: '/site', readOnly: true } as const
    const reader = docker.container.run(busybox, 'cat', '/site/file')
    if (engineName === 'e20') {
      const refused = reader.mount({ ...mount, subpath: 'web' }).output()
      await expect(refused).rejects.toMatchObject({ code: 'API_TOO_OLD', details: { needs: '1.45' }, sent: 'no' })
      return
    }
    expect(await reader.mount({ ...mount, subpath: 'web' }).output({ check: true })).toMatchObject({
      stdout: 'hello\n',
    })
    await expect(reader.mount({ ...mount, subpath: 'gone' }).output()).rejects.toMatchObject({
      code: 'MOUNT_SOURCE_MISSING',
      hint: expect.stringContaining('leave the subpath out') as string,
    })
  })

  test('is refused at the start where the host cannot, with what to do', async () => {
    const run = docker.container.run(busybox, 'true')
    await expect(run.volume('/tmp:/a:rshared').start()).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      hint: expect.stringContaining('mount --make-shared') as string,
    })
    await expect(run.raw({ HostConfig: { Tmpfs: { '/run': 'size=much' } } }).start()).rejects.toMatchObject({
      code: 'MOUNT_FAILED',
      details: { volume: undefined, source: 'tmpfs' },
    })
    if (engineName !== 'newest') return
    const image = { type: 'image', source: busybox, target: '/image' } as const
    const listed = await docker.container.run(busybox, 'ls', '/image').mount(image).output({ check: true })
    expect(listed.stdout).toContain('bin\n')
  })
})
