import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Container } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

const utf8 = { encoding: 'utf8' } as const

onEachEngine('copying on engine %s', (engineName) => {
  let docker: Docker
  let box: Container
  let here: string
  beforeAll(async () => {
    docker = await openDocker(engineName)
    here = await mkdtemp(join(tmpdir(), 'copying-'))
    await mkdir(join(here, 'dir'))
    await writeFile(join(here, 'dir', 'BZh9'), 'not compressed')
    box = await sleeper(docker).start()
    await box
      .exec('sh', '-c', 'mkdir -m 700 /kept; ln -s /etc /to-etc; ln -s /dir/BZh9 /to-file')
      .output({ check: true })
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
    await rm(here, { recursive: true })
  })

  test('in every state of a container, also before its first start', async () => {
    await using other = await docker.container.run(busybox, 'sleep', '600').init().create()
    const roundTrip = async (state: string): Promise<void> => {
      expect((await other.inspect()).State.Status).toBe(state)
      await other.copyIn(Buffer.from(state), `/${state}`)
      expect(await other.readFile(`/${state}`, utf8)).toBe(state)
      const where = await other.copyOut(`/${state}`, here)
      expect([where, await readFile(where, 'utf8')]).toEqual([join(here, state), state])
    }
    await roundTrip('created')
    await other.start()
    await roundTrip('running')
    await other.pause()
    await roundTrip('paused')
    await other.unpause()
    await other.kill()
    await other.wait()
    await roundTrip('exited')
  })

  test('files by their names: in directories that are made, while those that are there keep their permissions', async () => {
    const files = {
      'kept/a.conf': 'a = 1\n',
      'new/deep/run': { content: '#!/bin/sh\necho ran\n', mode: 0o755 },
      empty: new Uint8Array(0),
      'ünicode %2F?': 'odd',
    }
    await box.copyIn(files, '/', { uid: 7, gid: 8 })
    const { stdout } = await box
      .exec('sh', '-c', 'stat -c "%n %a %u:%g" /kept /kept/a.conf /new /new/deep /new/deep/run /empty; /new/deep/run')
      .output({ check: true })
    expect(stdout.split('\n').slice(0, -1)).toEqual([
      '/kept 700 0:0',
      '/kept/a.conf 644 7:8',
      '/new 755 0:0',
      '/new/deep 755 0:0',
      '/new/deep/run 755 7:8',
      '/empty 644 7:8',
      'ran',
    ])
    expect(await box.readFile('/ünicode %2F?', utf8)).toBe('odd')
    await box.copyIn({ 'x/y': 'z' }, '/made-too')
    expect(await box.readFile('/made-too/x/y', utf8)).toBe('z')
  })

  test('a file that is called as compressed archives begin goes in and out', async () => {
    await box.copyIn(join(here, 'dir'), '/')
    await box.copyIn({ BZhello: 'plain' }, '/kept')
    expect(await box.readFile('/kept/BZhello', utf8)).toBe('plain')
    expect(await box.readFile('/to-file', utf8)).toBe('not compressed')
    const out = join(here, 'out')
    expect(await box.copyOut('/dir', out)).toBe(out)
    expect(await readFile(join(out, 'BZh9'), 'utf8')).toBe('not compressed')
  })

  test('through a link inside the container', async () => {
    await box.copyIn(Buffer.from('through'), '/to-etc/through', { mode: 0o600 })
    expect(await box.archiveInfo('/etc/through')).toMatchObject({ type: 'file', mode: 0o600, size: 7 })
    expect(await box.readFile('/to-etc/through', utf8)).toBe('through')
  })

  test('a file that is being written is read as far as it was', async () => {
    await box.exec('sh', '-c', 'while [ ! -e /stop ]; do echo line >> /growing; done').detach()
    const sizes: number[] = []
    for (let read = 0; read < 5; read++) {
      const text = await box.readFile('/growing', utf8).catch((error: unknown) => {
        if ((error as { code?: string }).code === 'PATH_NOT_FOUND') return '' // not yet
        throw error
      })
      expect(text.replaceAll('line\n', '')).toMatch(/^(?:l|li|lin|line)?$/)
      sizes.push(text.length)
    }
    await box.copyIn(new Uint8Array(0), '/stop')
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
  })

  test('with a read-only root: into a volume, and nowhere else; a full one says so', async () => {
    await using locked = await docker.container
      .run(busybox, 'sleep', '600')
      .init()
      .mount({ type: 'volume', target: '/data' })
      .raw({
        HostConfig: {
          ReadonlyRootfs: true,
          Mounts: [
            { Type: 'volume', Target: '/data' },
            {
              Type: 'volume',
              Target: '/small',
              VolumeOptions: {
                DriverConfig: { Name: 'local', Options: { type: 'tmpfs', device: 'tmpfs', o: 'size=64k' } },
              },
            },
          ],
        },
      })
      .start()
    await locked.copyIn({ a: 'b' }, '/data')
    expect(await locked.readFile('/data/a', utf8)).toBe('b')
    await expect(locked.copyIn({ a: 'b' }, '/etc')).rejects.toMatchObject({ code: 'FILESYSTEM_READ_ONLY' })
    const full = locked.copyIn(new Uint8Array(256 * 1024), '/small/large')
    await expect(full).rejects.toMatchObject({ code: 'DISK_FULL', name: 'UnavailableError' })
  })

  test('what cannot be copied in is refused with a code', async () => {
    const refused: readonly (readonly [code: string, copy: () => Promise<unknown>])[] = [
      ['FILE_UNREADABLE', () => box.copyIn(join(here, 'missing'), '/etc')],
      ['FILE_UNREADABLE', () => box.copyIn(`${join(here, 'dir', 'BZh9')}/`, '/etc')],
      ['NOT_A_DIRECTORY', () => box.copyIn(join(here, 'dir'), '/etc/passwd')],
      ['NOT_A_DIRECTORY', () => box.copyIn({ a: 'b' }, '/etc/passwd')],
      ['NOT_A_DIRECTORY', () => box.copyIn(Buffer.from('x'), '/etc/passwd/x')],
      ['NOT_A_FILE', () => box.copyIn(Buffer.from('x'), '/etc')],
      ['PATH_NOT_FOUND', () => box.copyIn(Buffer.from('x'), '/new-one/')],
      ['PATH_NOT_FOUND', () => box.copyIn(Buffer.from('x'), '/no/such/x')],
      ['INVALID_ARGUMENT', () => box.copyIn('', '/etc')],
      ['INVALID_ARGUMENT', () => box.copyIn({}, '/etc')],
      ['INVALID_ARGUMENT', () => box.copyIn({ '../x': 'y' }, '/etc')],
      ['INVALID_ARGUMENT', () => box.copyIn(5 as unknown as string, '/etc')],
      ['INVALID_ARGUMENT', () => box.copyIn(Buffer.from('x'), '/x', { mode: 0o17777 })],
      ['INVALID_ARGUMENT', () => box.copyIn(Buffer.from('x'), '/x', { uid: -1 })],
      ['CONFLICTING_OPTIONS', () => box.copyIn(here, '/x', { mode: 0o644 })],
      ['CONFLICTING_OPTIONS', () => box.copyIn({ a: 'b' }, '/x', { followLink: true })],
      ['UNKNOWN_OPTION', () => box.copyIn(here, '/x', { followLinks: true } as object)],
    ]
    for (const [code, copy] of refused) await expect(copy()).rejects.toMatchObject({ code })
  })

  test('what cannot be copied out is refused with a code, and leaves nothing', async () => {
    await box.exec('mkfifo', '/pipe').output({ check: true })
    const out = join(here, 'nothing')
    const refused: readonly (readonly [code: string, copy: () => Promise<unknown>])[] = [
      ['PATH_NOT_FOUND', () => box.copyOut('/no/such', out)],
      ['NOT_A_DIRECTORY', () => box.copyOut('/etc/passwd/', out)],
      ['FILE_UNWRITABLE', () => box.copyOut('/etc/passwd', join(here, 'no', 'such'))],
      ['FILE_UNWRITABLE', () => box.copyOut('/etc/passwd', `${out}/`)],
      ['CANNOT_OVERWRITE', () => box.copyOut('/etc', join(here, 'dir', 'BZh9'))],
      ['SPECIAL_FILE', () => box.copyOut('/pipe', out)],
      ['TOO_LARGE', () => box.copyOut('/bin/', out, { maxBytes: 1000 })],
      ['TOO_LARGE', () => box.readFile('/bin/busybox', { maxBytes: 1000 })],
      ['NOT_A_FILE', () => box.readFile('/etc')],
      ['PATH_NOT_FOUND', () => box.readFile('/no/such')],
      ['INVALID_ARGUMENT', () => box.copyOut('/etc', '')],
      ['INVALID_ARGUMENT', () => box.readFile('/etc/passwd', { maxBytes: 0 })],
      ['INVALID_ARGUMENT', () => box.readFile('/etc/passwd', { encoding: 'latin1' as 'utf8' })],
      ['UNKNOWN_OPTION', () => box.copyOut('/etc', out, { maxbytes: 1 } as object)],
    ]
    for (const [code, copy] of refused) await expect(copy()).rejects.toMatchObject({ code })
    expect(await readdir(here)).not.toContain('nothing')
    await mkdir(out)
    await box.copyOut('/pipe', out, { skipSpecial: true })
    expect(await readdir(out)).toEqual([])
    await rm(out, { recursive: true })
  })

  test('a directory without the right to write comes out whole, and set-uid does not', async () => {
    await box.exec('sh', '-c', 'mkdir /closed; echo a > /closed/a; chmod 6755 /closed/a; chmod 555 /closed').output()
    const out = await box.copyOut('/closed', join(here, 'closed'))
    expect([(await stat(out)).mode & 0o7777, (await stat(join(out, 'a'))).mode & 0o7777]).toEqual([0o555, 0o755])
    await chmod(out, 0o755)
  })
})
