import { afterAll, beforeAll, describe } from 'vitest'
import { lab, type ThrowAwayEngine, type ThrowAwaySettings } from '../../lab/lab.js'
import { sideBySide } from '../each-engine.js'
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

const variants: Readonly<Record<string, ThrowAwaySettings>> = {
  'that takes no API before 1.44': { root: 'forky', env: { DOCKER_MIN_API_VERSION: '1.44' } },
  'that keeps images in containerd': { root: 'forky', args: ['--feature', 'containerd-snapshotter=true'] },
}

sideBySide(Object.keys(variants), 'an engine %s', (variant) => {
  const { [variant]: settings } = variants
  let engine: ThrowAwayEngine
  beforeAll(async () => {
    if (settings === undefined) throw new Error(`no settings for an engine ${variant}`)
    engine = await lab.start(`variant-${String(Object.keys(variants).indexOf(variant))}`, settings)
  })
  afterAll(() => engine.remove())

  for (const [noun, table] of Object.entries(nouns))
    describe(`${noun} operations`, () => coverOn(() => Promise.resolve(openAt(engine.host)), table))
})
