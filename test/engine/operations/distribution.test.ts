import * as declared from '../../../src/distribution/operations.js'
import { cover } from './cover.js'
import { distributionCases } from './distribution.cases.js'

cover('distribution', declared, distributionCases)
