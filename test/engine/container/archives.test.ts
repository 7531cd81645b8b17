import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Container } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { tarOf } from '../image/tar.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

const tar = tarOf('greeting', Buffer.from('hello\n'))
const setUp = `
  ln -s /etc /to-etc; ln -s nowhere /broken; ln -s loop /loop; mkfifo /pipe; mkdir /home; mkdir -m 1777 /sticky
  touch /set-uid; chmod 4755 /set-uid; touch '/a b%2F?ü'; touch /ready; exec sleep 600`

async function gathered(archive: AsyncIterable<Uint8Array>): Promise<string> {
  const found: Uint8Array[] = []
  for await (const piece of archive) found.push(piece)
  return Buffer.concat(found).toString('latin1')
}

onEachEngine('archives of containers on engine %s', (engineName) => {
  let docker: Docker
  let box: Container
  let locked: Container
  beforeAll(async () => {
    docker = await openDocker(engineName)
    box = await docker.container.run(busybox, 'sh', '-c', setUp).init().start()
    await box.exec('sh', '-c', 'until [ -e /ready ]; do usleep 10000; done').output({ check: true })
    locked = await sleeper(docker)
      .mount({ type: 'volume', target: '/open' })
      .mount({ type: 'bind', source: '/usr', target: '/closed', readOnly: true })
      .raw({ HostConfig: { ReadonlyRootfs: true } })
      .start()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('archiveInfo() tells type, permissions and where links lead', async () => {
    const infos = await Promise.all(
      ['/etc/passwd', '/etc/', '/to-etc', '/to-etc/', '/broken', '/pipe', '/sticky', '/set-uid'].map(async (path) => {
        const { name, type, mode, linkTarget } = await box.archiveInfo(path)
        return [path, name, type, mode.toString(8), linkTarget]
      }),
    )
    expect(infos).toEqual([
      ['/etc/passwd', 'passwd', 'file', '644', undefined],
      ['/etc/', 'etc', 'directory', '755', undefined],
      ['/to-etc', 'to-etc', 'symlink', '777', '/etc'],
      ['/to-etc/', expect.stringMatching(/^(?:to-)?etc$/), 'directory', '755', undefined],
      ['/broken', 'broken', 'symlink', '777', '/nowhere'],
      ['/pipe', 'pipe', 'fifo', '644', undefined],
      ['/sticky', 'sticky', 'directory', '1777', undefined],
      ['/set-uid', 'set-uid', 'file', '4755', undefined],
    ])
    expect(await box.archiveInfo('a b%2F?ü')).toMatchObject({ name: 'a b%2F?ü', size: 0 })
  })

  test('what is not there is told from a container that is not there, also where the engine sends no words', async () => {
    for (const ask of [
      () => box.archiveInfo('/no/such'),
      async () => gathered(await box.getArchive('/no/such')),
      () => box.putArchive(tar, '/no/such'),
    ])
      await expect(ask()).rejects.toMatchObject({
        code: 'PATH_NOT_FOUND',
        name: 'NotFoundError',
        target: box.name,
        details: { path: '/no/such' },
      })
    // engines do not see what the kernel mounts there
    for (const path of ['/proc/meminfo', '/sys/class/net', '/dev/null'])
      await expect(box.archiveInfo(path)).rejects.toMatchObject({
        code: 'PATH_NOT_FOUND',
        hint: expect.stringContaining(`container.exec('cat', '${path}').output()`) as string,
      })
    const gone = await docker.container.run(busybox).create()
    await gone.remove()
    await expect(gone.archiveInfo('/etc')).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'container' } })
    await expect(box.archiveInfo('/etc/passwd/x')).rejects.toMatchObject({
      code: 'NOT_A_DIRECTORY',
      details: { path: '/etc/passwd/x' },
    })
    await expect(box.archiveInfo('/loop/')).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      hint: expect.stringContaining('circle') as string,
    })
  })

  test('putArchive() takes bytes and streams, and getArchive() gives them back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'archive-'))
    await writeFile(join(folder, 'greeting.tar'), tar)
    await box.putArchive(tar, '/tmp')
    await box.putArchive(createReadStream(join(folder, 'greeting.tar')), 'var/')
    for (const path of ['/tmp/greeting', '/var/greeting'])
      expect(await gathered(await box.getArchive(path))).toContain('hello\n')
    await rm(folder, { recursive: true })
  })

  test('compressed input is refused unless it is asked for', async () => {
    const gzip = gzipSync(tar)
    const refused = { code: 'COMPRESSED_ARCHIVE', sent: 'no', details: { compression: 'gzip' } }
    await expect(box.putArchive(gzip, '/home')).rejects.toMatchObject(refused)
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(gzip)
    }
    await expect(box.putArchive(pieces(), '/home')).rejects.toMatchObject(refused)
    await expect(box.archiveInfo('/home/greeting')).rejects.toMatchObject({ code: 'PATH_NOT_FOUND' })
    await box.putArchive(gzip, '/home', { compressed: true })
    expect(await box.archiveInfo('/home/greeting')).toMatchObject({ type: 'file', size: 6 })
  })

  test('what cannot be unpacked has a code: no directory, read-only, no archive, a file for a directory', async () => {
    await expect(box.putArchive(tar, '/etc/passwd')).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY' })
    for (const path of ['/etc', '/closed'])
      await expect(locked.putArchive(tar, path)).rejects.toMatchObject({
        code: 'FILESYSTEM_READ_ONLY',
        name: 'ForbiddenError',
      })
    await locked.putArchive(tar, '/open')
    expect(await locked.archiveInfo('/open/greeting')).toMatchObject({ size: 6 })
    await expect(box.putArchive(Buffer.alloc(2048, 'x'), '/tmp')).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' })
    const file = tarOf('tmp', Buffer.from('x'))
    const directory = box.putArchive(file, '/', { noOverwriteDirNonDir: true })
    await expect(directory).rejects.toMatchObject({ code: 'CANNOT_OVERWRITE' })
  })

  test('an option that is misspelt, and a path that is none, are refused', async () => {
    const misspelt = { copyUidGid: true } as object
    await expect(box.putArchive(tar, '/tmp', misspelt)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { nearest: 'copyUIDGID' },
    })
    for (const path of ['', '/a\u0000b', 5 as unknown as string])
      await expect(box.archiveInfo(path)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
    await expect(box.putArchive('/app.tar' as unknown as Uint8Array, '/tmp')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      sent: 'no',
    })
  })
})
