import * as declared from '../../../src/image/operations.js'
import { cover } from './cover.js'
import { imageCases } from './image.cases.js'

cover('image', declared, imageCases)
