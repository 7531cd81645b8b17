import { describe, expect, test } from 'vitest'
import { inspect } from 'node:util'
import { Docker } from '../../../src/docker.js'
import { refusal } from '../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const local = () => docker.volume.local('data')
// As it comes out of a file: the compiler cannot see what it is.
const given = <Value>(value: unknown): Value => value as Value

describe('what is sent', () => {
  test.each([
    [local(), undefined],
    [local().tmpfs(), { type: 'tmpfs', device: 'tmpfs' }],
    [
      local().tmpfs({ size: '64m', mode: 0o1777, uid: 1000, gid: 0 }),
      { type: 'tmpfs', device: 'tmpfs', o: 'size=67108864,mode=1777,uid=1000,gid=0' },
    ],
    [
      local().nfs({ server: 'files.lan', path: '/exports/data' }),
      { type: 'nfs', device: ':/exports/data', o: 'addr=files.lan,rw' },
    ],
    [
      local().nfs({ server: 'fd00::1', path: '/', version: '4.2', readOnly: true, options: ['soft', 'timeo=50'] }),
      { type: 'nfs', device: ':/', o: 'addr=fd00::1,ro,nfsvers=4.2,soft,timeo=50' },
    ],
    [local().bind('/srv/site'), { type: 'none', device: '/srv/site', o: 'rbind' }],
    [
      local().bind('/srv/site', { readOnly: true, nonRecursive: true }),
      { type: 'none', device: '/srv/site', o: 'bind,ro' },
    ],
    [
      local().option({ type: 'ext4', device: '/dev/sdb1' }).option('o', 'noatime'),
      { type: 'ext4', device: '/dev/sdb1', o: 'noatime' },
    ],
    [local().option('size', '10g'), { size: '10g' }],
    [local().tmpfs({ size: 1 }).option('o', 'size=5%'), { type: 'tmpfs', device: 'tmpfs', o: 'size=5%' }],
  ])('%j', (builder, DriverOpts) => {
    expect(builder.toRequest()).toEqual({ Name: 'data', Driver: 'local', ...(DriverOpts && { DriverOpts }) })
  })

  test('the name, labels, another driver and a patch', () => {
    const builder = docker.volume
      .driver('vieux/sshfs:latest', 'far')
      .label('app', 'web')
      .label({ tier: 'front' })
      .option('sshcmd', 'user@host:/data')
    expect(builder.toRequest()).toEqual({
      Name: 'far',
      Driver: 'vieux/sshfs:latest',
      DriverOpts: { sshcmd: 'user@host:/data' },
      Labels: { app: 'web', tier: 'front' },
    })
    expect(
      builder
        .name('near')
        .raw({ Labels: { tier: 'back' } })
        .toRequest(),
    ).toMatchObject({
      Name: 'near',
      Labels: { app: 'web', tier: 'back' },
    })
    expect(docker.volume.local().toRequest().Name).toBe(`mooring-${docker.session.id}-1`)
  })

  test('a builder is told nothing by what is made of it, and prints what it sends', () => {
    const plain = local()
    plain.tmpfs({ size: 1 })
    expect(plain.toRequest()).toEqual({ Name: 'data', Driver: 'local' })
    expect(plain.use((builder) => builder.label('a', 'b')).toRequest().Labels).toEqual({ a: 'b' })
    expect(plain.on(new Docker({ host: 'unix:///elsewhere.sock' })).toRequest()).toEqual(plain.toRequest())
    expect(inspect(plain)).toBe("VolumeBuilder { Name: 'data', Driver: 'local' }")
  })
})

describe('what is refused at the call', () => {
  test.each<[string, () => unknown, string, string]>([
    ['a name of one letter', () => docker.volume.local('a'), 'INVALID_NAME', '2 to 255 letters'],
    ['a name of 256 letters', () => docker.volume.local('a'.repeat(256)), 'INVALID_NAME', '2 to 255 letters'],
    ['a path for a name', () => docker.volume.local('./data'), 'INVALID_NAME', 'absolute path'],
    ['a name with a space', () => local().name('my data'), 'INVALID_NAME', '2 to 255 letters'],
    ['no text for a name', () => local().name(given(5)), 'INVALID_NAME', '2 to 255 letters'],
    ['an empty driver', () => docker.volume.driver(''), 'INVALID_ARGUMENT', 'Plugins.Volume'],
    ['a misspelt option of tmpfs', () => local().tmpfs(given({ sise: 1 })), 'UNKNOWN_OPTION', '"size"'],
    ['a size that is none', () => local().tmpfs({ size: given('much') }), 'INVALID_ARGUMENT', '64m'],
    ['a mode that is a text', () => local().tmpfs({ mode: given('1777') }), 'INVALID_ARGUMENT', '0o1777'],
    ['a negative user', () => local().tmpfs({ uid: -1 }), 'INVALID_ARGUMENT', '1000'],
    ['tmpfs of a text', () => local().tmpfs(given('64m')), 'INVALID_ARGUMENT', 'size'],
    ['NFS without a server', () => local().nfs(given({ path: '/x' })), 'INVALID_ARGUMENT', 'address of the NFS server'],
    ['a server with options', () => local().nfs({ server: 'a,rw', path: '/x' }), 'INVALID_ARGUMENT', 'NFS server'],
    ['a relative export', () => local().nfs({ server: 'a', path: 'x' }), 'INVALID_ARGUMENT', 'absolute path'],
    [
      'an NFS that is not',
      () => local().nfs({ server: 'a', path: '/x', version: given('5') }),
      'INVALID_ARGUMENT',
      '4.2',
    ],
    [
      'two options in one',
      () => local().nfs({ server: 'a', path: '/x', options: ['soft,ro'] }),
      'INVALID_ARGUMENT',
      'one option',
    ],
    [
      'options in a text',
      () => local().nfs({ server: 'a', path: '/x', options: given('soft') }),
      'INVALID_ARGUMENT',
      'list',
    ],
    ['a relative directory', () => local().bind('./site'), 'INVALID_ARGUMENT', 'absolute path'],
    ['an option that local has not', () => local().option('devcie', '/dev/sdb1'), 'UNKNOWN_OPTION', '"device"'],
    ['an option that is a number', () => local().option('size', given(5)), 'INVALID_ARGUMENT', 'texts'],
    [
      'a device without a type',
      () => local().option('device', '/dev/sdb1').toRequest(),
      'CONFLICTING_OPTIONS',
      '.bind(path)',
    ],
    [
      'mount options without a device',
      () => local().option('o', 'ro').toRequest(),
      'CONFLICTING_OPTIONS',
      '.bind(path)',
    ],
    // The compiler refuses it, too: test/types/volume.ts.
    [
      'memory on a server',
      () => given<ReturnType<typeof local>>(local().nfs({ server: 'a', path: '/x' })).tmpfs(),
      'CONFLICTING_OPTIONS',
      'leave out tmpfs()',
    ],
  ])('%s', (_, call, code, hint) => {
    const error = refusal(call)
    expect(error.code).toBe(code)
    expect(error.hint).toContain(hint)
  })

  test('a misspelt filter or option of a verb', async () => {
    const misspelt = { code: 'UNKNOWN_OPTION', sent: 'no' }
    await expect(docker.volume.list(given({ lable: 'a' }))).rejects.toMatchObject(misspelt)
    await expect(docker.volume.prune(given({ al: true }))).rejects.toMatchObject(misspelt)
    await expect(docker.volume.remove('data', given({ forse: true }))).rejects.toMatchObject(misspelt)
    await expect(docker.system.df(given({ types: ['volume'] }))).rejects.toMatchObject(misspelt)
    await expect(local().create(given({ timeuot: 5 }))).rejects.toMatchObject(misspelt)
    await expect(local().ensure(given({ replace: true }))).rejects.toMatchObject(misspelt)
  })
})
