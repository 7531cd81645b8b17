import * as declared from '../../../src/container/operations.js'
import { cover } from './cover.js'
import { containerCases } from './container.cases.js'

cover('container', declared, containerCases)
