import * as files from '../../../src/container/files/operations.js'
import * as declared from '../../../src/container/operations.js'
import { cover } from './cover.js'
import { containerCases } from './container.cases.js'
import { fileCases } from './files.cases.js'

cover('container', { ...declared, ...files }, { ...containerCases, ...fileCases })
