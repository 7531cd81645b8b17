// A program that pulls with a password, and prints all that it learns. Run by secrets.test.ts.
import { inspect } from 'node:util'
import { Docker } from '../../src/index.js'

const [, , password = ''] = process.argv
try {
  await new Docker().image.pull('private', { auth: { username: 'user', password } })
} catch (error) {
  console.log(inspect(error, { depth: Infinity, showHidden: true }))
}
