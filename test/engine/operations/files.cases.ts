import { expect } from 'vitest'
import * as declared from '../../../src/container/files/operations.js'
import { tarOf } from '../image/tar.js'
import { all, missing, nobody, refusal, type CasesOf } from './cases.js'

const { containerArchive, containerArchiveInfo, putContainerArchive } = declared
const tar = tarOf('greeting', Buffer.from('hello\n'))

export const fileCases: CasesOf<typeof declared> = {
  containerArchive: {
    success: async ({ engine, container }) => {
      const { info, bytes } = await engine.call(containerArchive, { id: container.id, query: { path: '/etc/passwd' } })
      expect(info).toMatchObject({ name: 'passwd', type: 'file', mode: 0o644, linkTarget: undefined })
      const archive = Buffer.concat(await all(bytes))
      expect(archive.toString('latin1', 0, 7)).toBe('passwd\u0000')
      expect(archive.toString('latin1', 512, 512 + info.size)).toContain('root:')
    },
    error: refusal(
      containerArchive,
      ({ container }) => ({ id: container.name, query: { path: '/no/such' } }),
      ({ container }) => ({
        code: 'PATH_NOT_FOUND',
        name: 'NotFoundError',
        target: container.name,
        details: { path: '/no/such' },
      }),
    ),
    noConnection: { id: nobody, query: { path: '/' } },
  },
  containerArchiveInfo: {
    success: async ({ engine, container }) => {
      const info = await engine.call(containerArchiveInfo, { id: container.id, query: { path: '/etc' } })
      expect(info).toMatchObject({ name: 'etc', type: 'directory', mode: 0o755, linkTarget: undefined })
      expect(Math.abs(Date.now() - info.modified.getTime())).toBeLessThan(10 * 365 * 24 * 3600_000)
    },
    error: { none: 'the refusal of a HEAD has no words; container.archiveInfo() asks for them' },
    noConnection: { id: nobody, query: { path: '/' } },
  },
  putContainerArchive: {
    success: async ({ engine, container }) => {
      await engine.call(putContainerArchive, { id: container.id, query: { path: '/tmp' }, body: tar })
      const { stdout } = await container.exec('cat', '/tmp/greeting').output({ check: true })
      expect(stdout).toBe('hello\n')
    },
    error: refusal(
      putContainerArchive,
      () => ({ id: nobody, query: { path: '/tmp' }, body: tar }),
      missing('container'),
    ),
    noConnection: { id: nobody, query: { path: '/tmp' }, body: tar },
  },
}
