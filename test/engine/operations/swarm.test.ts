import * as declared from '../../../src/swarm/operations.js'
import { cover } from './cover.js'
import { swarmCases } from './swarm.cases.js'

cover('swarm', declared, swarmCases)
