import { writeFileSync } from 'node:fs'
import { driversPage } from './page.js'

writeFileSync('docs/networking/drivers.md', driversPage())
