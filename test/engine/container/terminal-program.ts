// Run by terminal.test.ts at a terminal of its own: joins a container, and says how it was left.
import { Container } from '../../../src/container/container.js'
import { openEngine } from '../open-engine.js'

const [socket = '', id = ''] = process.argv.slice(2)
const engine = openEngine(socket)
const end = await new Container(engine, { id, name: id }).attachTerminal().catch((error: unknown) => ({ error }))
console.log(`left: ${JSON.stringify(end)}`)
await engine.close()
