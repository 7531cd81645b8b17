import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('volumes of engine %s', (engineName) => {
  let docker: Docker
  let other: Docker
  let driverless: Promise<unknown>
  beforeAll(async () => {
    docker = await openDocker(engineName)
    other = await openDocker(engineName)
    // The engine looks for a plugin for a quarter of a minute: meanwhile the others are tried.
    driverless = docker.volume
      .driver('nobody/has-this')
      .create()
      .catch((error: unknown) => error)
  })
  afterAll(async () => {
    for (const client of [docker, other]) {
      await client.cleanup()
      await client.close()
    }
  })

  const code = (value: string) => expect.objectContaining({ code: value }) as unknown

  test('a volume is made with its labels, is found, and goes at the end of its block', async () => {
    const label = unique('vol')
    let name = ''
    {
      await using made = await docker.volume
        .local(unique('vol'))
        .label({ [label]: 'a=b' })
        .create()
      name = made.name
      expect(made.id).toBe(name)
      expect((await made.inspect()).Labels).toMatchObject({ [label]: 'a=b' })
      expect((await docker.volume.list({ label: `${label}=a=b`, dangling: true })).map((one) => one.name)).toEqual([
        name,
      ])
      expect((await docker.volume.get(name)).id).toBe(name)
    }
    expect(await docker.volume.find(name)).toBeUndefined()
  })

  test('a name that is taken is told, and the volume that has it stays as it is', async () => {
    await using held = await other.volume.local(unique('vol')).label('whose', 'other').create()
    const again = docker.volume.local(held.name).tmpfs({ size: '1m' })
    await expect(again.create()).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      name: 'ConflictError',
      details: { noun: 'volume', name: held.name, holder: { id: held.name, name: held.name } },
    })
    expect(await held.inspect()).toMatchObject({ Options: null, Labels: { whose: 'other' } })
  })

  test('of creates of one name at once one makes the volume, and the others are told', async () => {
    const builder = docker.volume.local(unique('vol'))
    const ends = await Promise.allSettled([builder.create(), builder.create(), builder.create()])
    const [made, ...more] = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    expect(more).toEqual([])
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))).toEqual([
      code('NAME_TAKEN'),
      code('NAME_TAKEN'),
    ])
    expect(await made?.inspect()).toMatchObject({ Name: made?.name })
    await made?.remove()
  })

  test('ensure() makes a volume once, takes it again, and stops at differences', async () => {
    const wanted = docker.volume.local(unique('vol')).tmpfs({ size: '1m' }).label('app', 'web')
    const [one, two] = await Promise.all([wanted.ensure(), wanted.ensure()])
    expect(two.id).toBe(one.id)
    expect(Symbol.asyncDispose in one).toBe(false)
    expect((await wanted.ensure()).name).toBe(one.name)
    await expect(wanted.label('app', 'api').option('o', 'size=2m').ensure()).rejects.toMatchObject({
      code: 'DIFFERS',
      details: {
        noun: 'volume',
        name: one.name,
        differences: [
          { field: 'Options.o', wanted: 'size=2m', found: 'size=1048576' },
          { field: 'Labels.app', wanted: 'api', found: 'web' },
        ],
      },
    })
    await one.remove()
    await docker.volume.remove(one, { force: true }) // gone already is no error then
    await expect(docker.volume.remove(one)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'volume', ref: one.name },
      hint: 'check its name; docker.volume.list() shows what there is',
    })
  })

  test('users() are the containers that mount it, in any state; they hold it', async () => {
    await using data = await docker.volume.local(unique('vol')).create()
    await using logs = await docker.volume.local(`${data.name}-2`).create() // whose name begins alike
    const mount = { type: 'volume', source: data.name, target: '/data' } as const
    await using made = await docker.container.run(busybox, 'true').mount(mount).name(unique('vol-b')).create()
    const runs = sleeper(docker).mount({ ...mount, readOnly: true }, { ...mount, source: logs.name, target: '/logs' })
    await using running = await runs.name(unique('vol-a')).start()

    expect(await data.users()).toEqual([
      {
        container: { noun: 'container', id: running.id, name: running.name },
        state: 'running',
        target: '/data',
        readOnly: true,
      },
      {
        container: { noun: 'container', id: made.id, name: made.name },
        state: 'created',
        target: '/data',
        readOnly: false,
      },
    ])
    expect((await logs.users()).map(({ container, target }) => [container.name, target])).toEqual([
      [running.name, '/logs'],
    ])

    const inUse = {
      code: 'VOLUME_IN_USE',
      name: 'InUseError',
      sentence: `volume "${data.name}" is in use by ${running.name} (running), ${made.name} (created)`,
      details: {
        volume: data.name,
        containers: [running, made].map(({ id, name }) => ({ id, name })),
      },
    }
    await expect(data.remove()).rejects.toMatchObject(inUse)
    await expect(data[Symbol.asyncDispose]()).rejects.toMatchObject({
      code: 'STILL_THERE',
      details: { left: [`volume ${data.name}`] },
      cause: inUse,
    })
  })

  test('prune() takes anonymous volumes alone, and with all those with names, too', async () => {
    const label = unique('vol')
    const Labels = { [label]: '' }
    const { Name: anonymous } = await docker.call('VolumeCreate', { body: { Labels } })
    const { Name: spared } = await docker.call('VolumeCreate', { body: { Labels: { ...Labels, keep: '' } } })
    const named = await docker.volume.local(unique('vol')).label(label, '').create()
    await using memory = await docker.volume.local(unique('vol')).tmpfs().label(label, '').create()
    const write = docker.container.run(busybox, 'sh', '-c', 'head -c 500000 /dev/zero >/data/file')
    await write.mount({ type: 'volume', source: anonymous, target: '/data' }).output({ check: true })

    const { VolumesDeleted, SpaceReclaimed } = await docker.volume.prune({ label, 'label!': 'keep' })
    expect(VolumesDeleted).toEqual([anonymous])
    expect(SpaceReclaimed).toBeGreaterThanOrEqual(500_000)
    expect((await docker.volume.prune({ label, all: true })).VolumesDeleted?.toSorted()).toEqual(
      [spared, named.name].sort(),
    )
    expect(await docker.volume.exists(memory)).toBe(true) // engines spare what has options
    await using anew = await other.volume.local(named.name).create()
    await named[Symbol.asyncDispose]() // it was pruned: what has its name now is somebody else's
    expect(await docker.volume.exists(anew)).toBe(true)
  })

  test('memory, a directory of the host and an NFS server are mounted as they were asked for', async () => {
    await using memory = await docker.volume.local(unique('vol')).tmpfs({ size: '1m', mode: 0o750, uid: 7 }).create()
    await using temporary = await docker.volume.local(unique('vol')).bind('/tmp', { readOnly: true }).create()
    const seen = await docker.container
      .run(busybox, 'sh', '-c', 'df -k /a | tail -1; stat -c "%a %u" /a; grep " /b " /proc/mounts')
      .mount(
        { type: 'volume', source: memory.name, target: '/a' },
        { type: 'volume', source: temporary.name, target: '/b' },
      )
      .output({ check: true })
    expect(seen.stdout).toMatch(/^tmpfs +1024 .*\n750 7\n.* \/b \S+ ro,/)
  })

  test('what cannot be mounted is told at the start, with what to do, and nothing is left', async () => {
    const build = () => docker.volume.local(unique('vol'))
    const cases = [
      [build().bind('/no/such/directory'), '/no/such/directory', /no such directory or device: make it there first/],
      [build().nfs({ server: '127.0.0.1', path: '/nothing' }), ':/nothing', /./],
      [build().nfs({ server: 'nobody.invalid', path: '/x' }), undefined, /cannot resolve the name of the server/],
      [
        build().option({ type: 'tmpfs', device: 'tmpfs', o: 'size=much' }),
        'tmpfs',
        /an option is wrong .*: volume\.inspect\(\) shows them/,
      ],
    ] as const
    for (const [builder, source, hint] of cases) {
      await using volume = await builder.create()
      const container = docker.container.run(busybox, 'true').name(unique('vol')).mount({
        type: 'volume',
        source: volume.name,
        target: '/data',
      })
      await expect(container.start()).rejects.toMatchObject({
        code: 'MOUNT_FAILED',
        name: 'UnavailableError',
        details: { volume: volume.name, source },
        hint: expect.stringMatching(hint) as string,
      })
      expect(await volume.users()).toEqual([])
    }
  })

  test('a wrong option of a driver is the engine’s refusal, with a hint', async () => {
    const wrong = other.volume.local(unique('vol')).raw({ DriverOpts: { mode: '7' } })
    await expect(wrong.create()).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      hint: expect.stringContaining('type, device, o') as string,
    })
    expect(other.engine.session.left).toEqual([])
  })

  test('a driver that the engine does not have is told', async () => {
    expect(await driverless).toMatchObject({
      code: 'DRIVER_NOT_FOUND',
      name: 'NotFoundError',
      details: { driver: 'nobody/has-this' },
    })
  })
})
