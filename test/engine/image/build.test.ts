import { onEachEngine } from '../each-engine.js'
import { openDocker } from '../open-docker.js'
import { buildTests } from './build-tests.js'

onEachEngine('building on engine %s', (engineName) => {
  buildTests(() => openDocker(engineName))
})
