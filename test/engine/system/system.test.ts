import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../../src/engine/engine.js'
import { System } from '../../../src/system/system.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { onEachEngine, sideBySide } from '../each-engine.js'
import { openEngine } from '../open-engine.js'

onEachEngine('engine %s', (engineName) => {
  let host: LabEngine
  let engine: Engine
  let system: System

  beforeAll(async () => {
    host = await lab.engine(engineName)
    engine = openEngine(host.socket)
    system = new System(engine)
  })
  afterAll(() => engine.close())

  test('answers a ping with the API it speaks, and that is the one that is spoken', async () => {
    const { apiVersion, osType, experimental, server } = await system.ping()
    expect({ apiVersion, osType, experimental }).toEqual({
      apiVersion: host.apiVersion,
      osType: 'linux',
      experimental: false,
    })
    expect(server).toContain(host.version)
    expect(await engine.apiVersion()).toBe(host.apiVersion)
  })

  test('says its version, and the whole answer is what the API defines', async () => {
    const { Version, ApiVersion, Os, Components } = await system.version()
    expect({ Version, ApiVersion, Os }).toEqual({ Version: host.version, ApiVersion: host.apiVersion, Os: 'linux' })
    expect(Components?.map(({ Name }) => Name)).toContain('containerd')
  })

  test('says how it is, and the whole answer is what the API defines', async () => {
    const { ServerVersion, Plugins, Swarm } = await system.info()
    expect(ServerVersion).toBe(host.version)
    expect(Plugins.Network).toContain('macvlan')
    expect(Swarm.LocalNodeState).toBe('inactive')
  })
})

sideBySide(['bookworm', 'trixie', 'forky'], 'an engine of Debian %s', (root) => {
  test('that manages a swarm says so in the way the API defines', { timeout: 120_000 }, async () => {
    await using host = await lab.start(`sw-${root.slice(0, 4)}`, { root, images: false })
    expect((await host.exec('docker', 'swarm', 'init', '--advertise-addr', host.address)).exitCode).toBe(0)
    const engine = openEngine(host.socket)
    try {
      const { Swarm } = await new System(engine).info()
      expect(Swarm).toMatchObject({ LocalNodeState: 'active', ControlAvailable: true, Nodes: 1, Managers: 1 })
      expect(Swarm.Cluster?.ID).toMatch(/^[0-9a-z]{25}$/)
      if (host.apiVersion !== '1.41') expect((await new System(engine).ping()).swarm).toBe('active/manager')
    } finally {
      await engine.close()
    }
  })
})
