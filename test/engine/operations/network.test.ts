import * as declared from '../../../src/network/operations.js'
import { cover } from './cover.js'
import { networkCases } from './network.cases.js'

cover('network', declared, networkCases)
