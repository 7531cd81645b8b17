import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const run = () => docker.container.run('alpine')
const sent = (builder: ContainerBuilder) => {
  const { Volumes, HostConfig } = builder.toRequest()
  return { ...(Volumes && { Volumes }), ...HostConfig }
}
const data = docker.volume.ref('data')
// As it comes out of a file: the compiler cannot see what it is.
const given = <Value>(value: unknown): Value => value as Value
const text = (value: unknown): string => value as string

describe('what is sent for', () => {
  test('volumes in docker’s short form', () => {
    const builder = run()
      .volume('data:/var/lib', '/srv/site:/site:ro,rslave', '/cache')
      .volume('C:\\data:/windows')
      .volume('data:/var/lib')
      .volume(data, '/again', 'nocopy,ro')
      .volume(docker.volume.ref('more'), '/more')
    expect(sent(builder)).toEqual({
      Volumes: { '/cache': {} },
      Binds: ['data:/var/lib', '/srv/site:/site:ro,rslave', 'C:\\data:/windows', 'data:/again:nocopy,ro', 'more:/more'],
    })
  })

  test('memory', () => {
    const builder = run()
      .tmpfs('/run')
      .tmpfs('/tmp', { size: '64m', mode: 0o1777, uid: 7, gid: 0, exec: true, readOnly: false })
      .tmpfs('/a', 'size=10%,nosuid')
      .tmpfs('/b:noexec,mode=700')
      .tmpfs('/c', {})
    expect(sent(builder)).toEqual({
      Tmpfs: {
        '/run': '',
        '/tmp': 'rw,exec,size=67108864,mode=1777,uid=7,gid=0',
        '/a': 'size=10%,nosuid',
        '/b': 'noexec,mode=700',
        '/c': '',
      },
    })
  })

  test('mounts with all they have', () => {
    const builder = run().mount(
      { type: 'bind', source: '/a', target: '/a', createSource: true, recursive: 'disabled' },
      { type: 'bind', source: '/b', target: '/b', readOnly: true, recursive: 'writable' },
      { type: 'bind', source: '/c', target: '/c', readOnly: true, recursive: 'readonly', propagation: 'rprivate' },
      { type: 'bind', source: '/d', target: '/d', recursive: 'enabled' },
      { type: 'volume', source: data, target: '/e', subpath: 'web/site', noCopy: true },
      { type: 'volume', target: '/f', driver: 'local', driverOptions: { type: 'tmpfs' }, labels: { app: 'web' } },
      { type: 'image', source: 'nginx:alpine', target: '/g', subpath: 'etc' },
    )
    expect(sent(builder).Mounts).toEqual([
      { Type: 'bind', Source: '/a', Target: '/a', BindOptions: { NonRecursive: true, CreateMountpoint: true } },
      { Type: 'bind', Source: '/b', Target: '/b', ReadOnly: true, BindOptions: { ReadOnlyNonRecursive: true } },
      {
        Type: 'bind',
        Source: '/c',
        Target: '/c',
        ReadOnly: true,
        BindOptions: { Propagation: 'rprivate', ReadOnlyForceRecursive: true },
      },
      { Type: 'bind', Source: '/d', Target: '/d' },
      { Type: 'volume', Source: 'data', Target: '/e', VolumeOptions: { NoCopy: true, Subpath: 'web/site' } },
      {
        Type: 'volume',
        Target: '/f',
        VolumeOptions: { Labels: { app: 'web' }, DriverConfig: { Name: 'local', Options: { type: 'tmpfs' } } },
      },
      { Type: 'image', Source: 'nginx:alpine', Target: '/g', ImageOptions: { Subpath: 'etc' } },
    ])
  })

  test('mounts as docker writes them', () => {
    const builder = run().mount(
      'type=bind,src=/a,dst=/a,ro,bind-propagation=rslave',
      'source=data,target=/b,volume-nocopy=false,volume-label=a=b=c,volume-label=d,volume-opt=o=x,"volume-opt=p=1,2 ""3"""',
      'type=tmpfs,destination=/c,tmpfs-size=64m,tmpfs-mode=1770,readonly=0',
      'type=image,source=nginx:alpine,target=/d,image-subpath=etc',
      'type=volume,dst=/e',
    )
    expect(sent(builder).Mounts).toEqual([
      { Type: 'bind', Source: '/a', Target: '/a', ReadOnly: true, BindOptions: { Propagation: 'rslave' } },
      {
        Type: 'volume',
        Source: 'data',
        Target: '/b',
        VolumeOptions: {
          NoCopy: false,
          Labels: { a: 'b=c', d: '' },
          DriverConfig: { Options: { o: 'x', p: '1,2 "3"' } },
        },
      },
      { Type: 'tmpfs', Target: '/c', ReadOnly: false, TmpfsOptions: { SizeBytes: 67_108_864, Mode: 0o1770 } },
      { Type: 'image', Source: 'nginx:alpine', Target: '/d', ImageOptions: { Subpath: 'etc' } },
      { Type: 'volume', Target: '/e' },
    ])
  })

  test('the rest of what a container is stored in', () => {
    const web = docker.container.ref('web')
    const builder = run()
      .volumesFrom('db')
      .volumesFrom('cache:ro')
      .volumesFrom(web, 'rw')
      .volumeDriver('rclone')
      .readOnly()
      .storageOpt('size', '10G')
      .storageOpt({ inodes: '5' })
    expect(sent(builder)).toEqual({
      VolumesFrom: ['db', 'cache:ro', 'web:rw'],
      VolumeDriver: 'rclone',
      ReadonlyRootfs: true,
      StorageOpt: { size: '10G', inodes: '5' },
    })
    expect(sent(builder.readOnly(false))).not.toHaveProperty('ReadonlyRootfs')
  })
})

describe('what is refused at the call', () => {
  test.each<[string, () => unknown, string, string]>([
    ['a relative source', () => run().volume(text('./src:/app')), 'INVALID_NAME', 'absolute path'],
    ['a source at home', () => run().volume(text('~/src:/app')), 'INVALID_NAME', 'absolute path'],
    ['a folder of folders', () => run().volume('src/app:/app'), 'INVALID_NAME', 'absolute path'],
    ['a name of one letter', () => run().volume('a:/app'), 'INVALID_NAME', '2 to 255'],
    ['a relative target', () => run().volume(text('data:app')), 'INVALID_ARGUMENT', 'absolute path inside'],
    ['a name alone', () => run().volume(text('data')), 'INVALID_ARGUMENT', 'absolute path inside'],
    ['a path with an option', () => run().volume(text('/data:ro')), 'INVALID_ARGUMENT', 'absolute path inside'],
    ['the root', () => run().volume('data:/'), 'INVALID_ARGUMENT', 'below it'],
    ['the root by another name', () => run().tmpfs('/run/..'), 'INVALID_ARGUMENT', 'below it'],
    ['nothing', () => run().volume(text('')), 'INVALID_ARGUMENT', 'absolute path inside'],
    ['undefined', () => run().volume(text(undefined)), 'INVALID_ARGUMENT', 'data:/var/lib'],
    ['undefined after others', () => run().volume('/a', text(undefined)), 'INVALID_ARGUMENT', 'data:/var/lib'],
    ['a number', () => run().volume(text(5)), 'INVALID_ARGUMENT', 'data:/var/lib'],
    ['four parts', () => run().volume('data:/a:ro:z'), 'INVALID_ARGUMENT', 'data:/var/lib'],
    ['a misspelt option', () => run().volume('data:/app:rp'), 'UNKNOWN_OPTION', 'did you mean'],
    ['an empty option', () => run().volume('data:/app:'), 'INVALID_ARGUMENT', 'words out of ro, rw'],
    ['two options of a kind', () => run().volume('data:/app:ro,rw'), 'CONFLICTING_OPTIONS', 'leave out ro'],
    ['a propagation of a volume', () => run().volume('data:/app:rshared'), 'CONFLICTING_OPTIONS', 'rshared'],
    ['nocopy of a path', () => run().volume('/srv:/app:nocopy'), 'CONFLICTING_OPTIONS', 'nocopy'],
    [
      'a handle on something else',
      () => run().volume(given<typeof data>(docker.container.ref('web')), '/app'),
      'INVALID_REF',
      'volume',
    ],
    [
      'a handle without a target',
      () => run().volume(data, text(undefined)),
      'INVALID_ARGUMENT',
      'absolute path inside',
    ],
    ['a handle with a colon', () => run().volume(docker.volume.ref('a:b'), '/app'), 'INVALID_ARGUMENT', '.mount('],
    ['two at one path', () => run().volume('data:/app').volume('/srv:/app/'), 'CONFLICTING_OPTIONS', 'mounted at /app'],
    [
      'memory over a mount',
      () => run().mount('dst=/app').tmpfs('/app'),
      'CONFLICTING_OPTIONS',
      'leave out tmpfs() at /app',
    ],
    [
      'a mount over memory',
      () => run().tmpfs('/app').mount('dst=//app'),
      'CONFLICTING_OPTIONS',
      'leave out mount() at //app',
    ],
    ['an anonymous over a named', () => run().volume('data:/app', '/app'), 'CONFLICTING_OPTIONS', 'mounted at /app'],
    ['memory twice', () => run().tmpfs('/run').tmpfs('/run', { size: 1 }), 'CONFLICTING_OPTIONS', 'mounted at /run'],
    ['a misspelt word of memory', () => run().tmpfs('/run:noexek'), 'UNKNOWN_OPTION', '"noexec"'],
    ['a size that is none', () => run().tmpfs('/run', 'size=much'), 'INVALID_ARGUMENT', '64m'],
    ['a mode that is none', () => run().tmpfs('/run:mode=999'), 'INVALID_ARGUMENT', 'octal'],
    ['a mode as a text', () => run().tmpfs('/run', { mode: given('1777') }), 'INVALID_ARGUMENT', '0o1777'],
    ['settings twice', () => run().tmpfs('/run:ro', { size: 1 }), 'INVALID_ARGUMENT', 'once'],
    ['a misspelt setting', () => run().tmpfs('/run', given({ sise: 1 })), 'UNKNOWN_OPTION', '"size"'],
    ['settings in a list', () => run().tmpfs('/run', given(['ro'])), 'INVALID_ARGUMENT', "{ size: '64m'"],
    ['a user with a name', () => run().tmpfs('/run', { uid: given('web') }), 'INVALID_ARGUMENT', '1000'],
    [
      'a subpath that leads out',
      () => run().mount('src=data,dst=/a,volume-subpath=../x'),
      'INVALID_ARGUMENT',
      'without ..',
    ],
    [
      'writable below a writable mount',
      () => run().mount({ type: 'bind', source: '/a', target: '/a', recursive: 'writable' }),
      'CONFLICTING_OPTIONS',
      'only of a read-only mount',
    ],
    [
      'readonly below without rprivate',
      () => run().mount({ type: 'bind', source: '/a', target: '/a', readOnly: true, recursive: 'readonly' }),
      'CONFLICTING_OPTIONS',
      "propagation: 'rprivate'",
    ],
    [
      'a path as a volume',
      () => run().mount({ type: 'volume', source: '/a', target: '/a' }),
      'INVALID_ARGUMENT',
      "type: 'bind'",
    ],
    ['a misspelt key', () => run().mount('type=bind,sorce=/a,dst=/a'), 'UNKNOWN_OPTION', '"source"'],
    ['a key without a value', () => run().mount('source,dst=/a'), 'INVALID_ARGUMENT', 'source=value'],
    ['a flag that is none', () => run().mount('dst=/a,readonly=maybe'), 'INVALID_ARGUMENT', 'true or false'],
    ['a pair that is none', () => run().mount('dst=/a,volume-opt==b'), 'INVALID_ARGUMENT', 'volume-opt=name=value'],
    ['a quote in the middle', () => run().mount('dst=/a"b"'), 'INVALID_ARGUMENT', 'written twice'],
    [
      'an option of another type',
      () => run().mount('type=bind,src=/a,dst=/a,tmpfs-size=5'),
      'UNKNOWN_OPTION',
      'it has',
    ],
    ['no mount', () => run().mount(given<string>(undefined)), 'INVALID_ARGUMENT', "type: 'volume'"],
    ['no driver', () => run().volumeDriver(''), 'INVALID_ARGUMENT', 'local'],
    ['no container', () => run().volumesFrom(''), 'INVALID_REF', 'container'],
    ['an access that is none', () => run().volumesFrom('web', given('wr')), 'INVALID_ARGUMENT', 'ro, rw'],
    ['an access twice', () => run().volumesFrom('web:ro', 'ro'), 'INVALID_ARGUMENT', 'once'],
    ['a storage option that is a number', () => run().storageOpt('size', given(5)), 'INVALID_ARGUMENT', 'texts'],
  ])('%s', (_, call, code, hint) => {
    const error = refusal(call)
    expect(error.code).toBe(code)
    expect(error.message).toContain(hint)
  })

  test('a handle goes to no other engine', () => {
    const other = new Docker({ host: 'unix:///elsewhere.sock' })
    for (const builder of [run().volume(data, '/a'), run().mount({ type: 'volume', source: data, target: '/a' })]) {
      expect(refusal(() => builder.on(other))).toMatchObject({
        code: 'OTHER_ENGINE',
        details: { noun: 'volume', name: 'data' },
      })
      expect(builder.on(docker).toRequest()).toEqual(builder.toRequest())
    }
    expect(sent(run().volume('data:/a').on(other))).toEqual({ Binds: ['data:/a'] })
  })
})
