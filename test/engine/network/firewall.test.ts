import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import { lab } from '../../lab/lab.js'
import { labBin } from '../../lab/place.js'
import type { ThrowAwayEngine } from '../../lab/throw-away.js'
import { sideBySide } from '../each-engine.js'
import { busybox, openAt } from '../open-docker.js'

// On engines of their own: the rules of all their networks go.
sideBySide(['bookworm', 'trixie', 'forky'], 'the firewall of an engine of %s', (root) => {
  let engine: ThrowAwayEngine
  let docker: Docker
  beforeAll(async () => {
    engine = await lab.start(`wall-${root.slice(0, 2)}`, { root, args: ['--ip-forward=false'] })
    docker = openAt(engine.host)
  })
  afterAll(async () => {
    await docker.close()
    await engine.remove()
  })

  const iptables = async (...argv: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await engine.exec('chroot', join(labBin, '..', 'roots', root), 'iptables', ...argv)
    if (exitCode !== 0) throw new Error(stderr)
  }
  const web = () => docker.container.run(busybox, 'sleep', '600').init().publish('127.0.0.1:18581:80')
  const front = () => docker.network.bridge('front').subnet('10.231.1.0/24')

  test('the backend is told by engines from 28.1 on', async () => {
    const { FirewallBackend } = await docker.info()
    expect(FirewallBackend?.Driver).toBe(root === 'forky' ? 'iptables' : undefined)
  })

  test('a host that does not forward is told by info, and by who makes a container', async () => {
    const { IPv4Forwarding, Warnings } = await docker.info()
    await using container = await web().create()
    expect(IPv4Forwarding).toBe(false)
    expect(Warnings).toEqual(['WARNING: IPv4 forwarding is disabled'])
    expect(container.warnings).toEqual(['IPv4 forwarding is disabled. Networking will not work.'])
  })

  test('who makes a network, or publishes a port, is told that the rules were flushed', async () => {
    for (const table of ['filter', 'nat']) {
      await iptables('--table', table, '--flush')
      await iptables('--table', table, '--delete-chain')
    }
    for (const told of [front().create(), web().start()]) {
      const error = await told.catch((error: unknown) => error)
      expect(error).toMatchObject({ code: 'FIREWALL_FLUSHED', name: 'UnavailableError', details: { chain: 'DOCKER' } })
      expect(MooringError.is(error) && error.hint).toMatch(/restart the engine/)
    }
  })

  test('a restart of the engine is the remedy of both', async () => {
    await engine.restart({ args: [] })
    await using net = await front().create()
    await using container = await web().net(net).start()
    expect(await container.port('80/tcp')).toHaveLength(1)
    expect(container.warnings).toEqual([])
    expect((await docker.info()).IPv4Forwarding).toBe(true)
  })
})
