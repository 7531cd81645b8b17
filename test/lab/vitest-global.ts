import { lab } from './lab.js'

let broughtUp = false

/** Vitest runs this once before all tests: a test that needs an engine fails when there is none, it is never skipped. */
export async function setup(): Promise<void> {
  broughtUp = !(await lab.isUp())
  await lab.up()
  for (const engine of [...(await lab.engines()), ...(await lab.hosts())]) {
    console.log(`lab: ${engine.name} is Docker ${engine.version} (API ${engine.apiVersion}) at ${engine.host}`)
  }
}

/** A lab that was up before the tests stays up after them. */
export async function teardown(): Promise<void> {
  if (broughtUp) await lab.down()
}
