import * as declared from '../../../src/volume/operations.js'
import { cover } from './cover.js'
import { volumeCases } from './volume.cases.js'

cover('volume', declared, volumeCases)
