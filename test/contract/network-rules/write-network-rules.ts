import { writeFileSync } from 'node:fs'
import { networkRulesPage } from './page.js'

writeFileSync('docs/networking/rules.md', await networkRulesPage())
