import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fifty, fiftyPicture } from './fifty.js'

// npm run topology-pictures: draws the pictures of docs/ again.
const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'fifty.svg'), fifty.toSvg(fiftyPicture))
