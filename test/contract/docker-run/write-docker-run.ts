import { writeFileSync } from 'node:fs'
import { dockerRunPage } from './page.js'

writeFileSync('docs/docker-run.md', dockerRunPage())
