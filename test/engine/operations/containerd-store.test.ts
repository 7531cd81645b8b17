import { afterAll, beforeAll, describe } from 'vitest'
import { lab, type ThrowAwayEngine } from '../../lab/lab.js'
import { openAt } from '../open-docker.js'
import { containerCases } from './container.cases.js'
import { coverOn, type AnyCases } from './cover.js'
import { distributionCases } from './distribution.cases.js'
import { fileCases } from './files.cases.js'
import { imageCases } from './image.cases.js'
import { networkCases } from './network.cases.js'
import { systemCases } from './system.cases.js'
import { volumeCases } from './volume.cases.js'

const nouns: Readonly<Record<string, AnyCases>> = {
  container: { ...containerCases, ...fileCases },
  distribution: distributionCases,
  image: imageCases,
  network: networkCases,
  system: systemCases,
  volume: volumeCases,
}

describe('an engine that keeps images in containerd', () => {
  let engine: ThrowAwayEngine
  beforeAll(async () => {
    engine = await lab.start('store', { root: 'forky', args: ['--feature', 'containerd-snapshotter=true'] })
  })
  afterAll(() => engine.remove())

  for (const [noun, table] of Object.entries(nouns))
    describe(`${noun} operations`, () => coverOn(() => Promise.resolve(openAt(engine.host)), table))
})
