import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { lab, type LabEngine, type ThrowAwayEngine } from '../../lab/lab.js'
import { sideBySide } from '../each-engine.js'
import { openAt } from '../open-docker.js'
import { WatchedTransport } from '../watched-transport.js'
import { containersOf } from './made.js'

const image = '192.168.0.1:5000/lab/busybox:1'

/** Engines of their own, so that no other test misses the image. */
sideBySide(['bookworm', 'trixie', 'forky'], 'a run on an engine of %s that has no image', (root) => {
  let engine: ThrowAwayEngine
  let docker: Docker
  let transport: WatchedTransport
  beforeAll(async () => {
    engine = await lab.start(`pull-${root.slice(0, 5)}`, { root, images: false })
  })
  afterAll(async () => {
    await engine.remove()
  })

  async function withDocker(run: () => Promise<void>, { socket, host }: LabEngine = engine): Promise<void> {
    transport = new WatchedTransport(socket)
    docker = openAt(host, { transport })
    try {
      await run()
      expect(await containersOf(docker)).toEqual([])
    } finally {
      await docker.close()
    }
  }
  const pulls = (): number => transport.requests.filter(({ operation }) => operation === 'ImageCreate').length

  test('that must not pull says what is missing, and pulls nothing', () =>
    withDocker(async () => {
      await expect(docker.container.run(image, 'true').pull('never').output()).rejects.toMatchObject({
        code: 'NOT_FOUND',
        name: 'NotFoundError',
        operation: 'ContainerCreate',
        details: { noun: 'image', ref: image },
      })
      expect(pulls()).toBe(0)
    }))

  test('pulls what is missing, once, and runs it', () =>
    withDocker(async () => {
      const echo = docker.container.run(image, 'echo', 'pulled')
      expect((await echo.output({ check: true })).stdout).toBe('pulled\n')
      expect(await docker.image.exists(image)).toBe(true)
      expect((await echo.output({ check: true })).stdout).toBe('pulled\n')
      expect(pulls()).toBe(1)
    }))

  test('pulls again when it is told to always', () =>
    withDocker(async () => {
      expect((await docker.container.run(image, 'echo', 'again').pull('always').output({ check: true })).stdout).toBe(
        'again\n',
      )
      expect(pulls()).toBe(1)
    }))

  test('of an image that its registry does not have says so', () =>
    withDocker(async () => {
      const missing = '192.168.0.1:5000/lab/nosuch:1'
      await expect(docker.container.run(missing, 'true').output()).rejects.toMatchObject({
        code: 'NOT_FOUND',
        name: 'NotFoundError',
        operation: 'ImageCreate',
        details: { noun: 'image' },
      })
    }))
})
