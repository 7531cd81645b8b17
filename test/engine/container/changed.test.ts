import { expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('a container that is changed, on %s', (engineName) => {
  test('update changes its limits, and what the kernel or the engine refuses has a code and a remedy', async () => {
    await using docker = await openDocker(engineName)
    const filling = 'dd if=/dev/zero of=/dev/shm/file bs=1M count=30 2>/dev/null; echo full; sleep 600'
    await using container = await docker.container.run(busybox, 'sh', '-c', filling).init().start()
    for await (const { line } of container.logs({ follow: true }).lines()) if (line === 'full') break

    const change = { memory: '64m', memorySwap: '128m', cpus: 0.5, pidsLimit: 100, restart: 'on-failure:2' } as const
    expect(await container.update(change)).toEqual({ warnings: [] })
    expect((await container.inspect()).HostConfig).toMatchObject({
      Memory: 67_108_864,
      MemorySwap: 134_217_728,
      NanoCpus: 500_000_000,
      PidsLimit: 100,
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 },
    })

    const tooLittle = await container.update({ memory: '8m', memorySwap: '8m' }).catch((error: unknown) => error)
    expect(tooLittle).toMatchObject({ code: 'LIMIT_REFUSED', details: { limit: 'memory' } })
    expect((tooLittle as { details: { usage: number } }).details.usage).toBeGreaterThan(30 * 1024 ** 2)
    const refusals = [
      [{ cpuShares: 1 }, 'LIMIT_REFUSED', 'choose another'],
      [{ memory: '256m' }, 'BAD_REQUEST', 'give memorySwap as well'],
      [{ cpuQuota: 50_000 }, 'BAD_REQUEST', 'two ways to say one thing'],
      [{ cpus: 5000 }, 'BAD_REQUEST', 'fewer CPUs'],
      [{ cpusetCpus: '777' }, 'BAD_REQUEST', 'choose among those'],
    ] as const
    for (const [refused, code, hint] of refusals)
      await expect(container.update(refused)).rejects.toMatchObject({
        code,
        hint: expect.stringContaining(hint) as string,
      })
  })

  test('commit makes an image of its files and its configuration, with a name or without one', async () => {
    await using docker = await openDocker(engineName)
    await using container = await docker.container
      .run(busybox, 'sh', '-c', 'echo ours > /page; sleep 600')
      .init()
      .env('A', 'kept')
      .start()
    await expect.poll(() => container.exec('cat', '/page').output()).toMatchObject({ stdout: 'ours\n' })
    const name = `mooring/${unique('commit')}:1`
    const image = await container.commit(name, {
      author: 'the author',
      message: 'with a page',
      changes: ['CMD ["cat", "/page"]', 'ENV B=added'],
    })
    const nameless = await container.commit(undefined, { pause: false })
    try {
      expect(image.name).toBe(name)
      const { Author, Comment, Config, RepoTags } = await image.inspect()
      expect({ Author, Comment, RepoTags }).toEqual({ Author: 'the author', Comment: 'with a page', RepoTags: [name] })
      expect(Config).toMatchObject({ Cmd: ['cat', '/page'] })
      expect(Config?.Env).toEqual(expect.arrayContaining(['A=kept', 'B=added']))
      expect(await docker.container.run(name).output()).toMatchObject({ stdout: 'ours\n', exitCode: 0 })
      expect((await nameless.inspect()).Id).toBe(nameless.id)
      expect(nameless.name).toBe(nameless.id.slice(7, 19))
    } finally {
      await image.remove({ force: true })
      await docker.image.remove(nameless.id)
    }
    await expect(container.commit(name, { changes: ['BOGUS x'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(container.commit('Not/Small')).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
  })

  test('export gives its files when it is read, also of one that does not run, and ends where it is left', async () => {
    await using docker = await openDocker(engineName)
    await using container = await sleeper(docker).create()
    let bytes = 0
    for await (const piece of await container.export()) bytes += piece.length
    expect(bytes).toBeGreaterThan(500_000)
    expect(bytes % 512).toBe(0) // a whole tar is made of blocks
    for await (const piece of await container.export()) {
      expect(Buffer.from(piece).includes('ustar')).toBe(true)
      break
    }
    await expect((await docker.container.ref('nobody').export()).next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a list tells sizes where it is asked to, and no more than it is asked for', async () => {
    await using docker = await openDocker(engineName)
    const label = unique('list')
    const made = sleeper(docker).label('list', label)
    await using first = await made.create()
    await using second = await made.create()
    const newest = await docker.container.list({ limit: 1, size: true, label: `list=${label}` })
    expect(newest.map(({ name }) => name)).toEqual([second.name])
    expect(newest[0]?.summary.SizeRootFs).toBeGreaterThan(0)
    const all = await docker.container.list({ all: true, label: `list=${label}` })
    expect(all.map(({ name }) => name)).toEqual([second.name, first.name])
    expect(all[0]?.summary.SizeRootFs).toBeUndefined()
  })
})
