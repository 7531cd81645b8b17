import * as declared from '../../../src/system/operations.js'
import { cover } from './cover.js'
import { systemCases } from './system.cases.js'

cover('system', declared, systemCases)
