// A test fixture: one container for each file of tests, ready before the first test, gone after the last, on a port that
// the engine chooses, so that files can run side by side.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Docker, type OwnedContainer } from 'mooring'

const docker = new Docker()
docker.cleanupOn('SIGINT', 'SIGTERM') // also when the run is interrupted
let web: OwnedContainer

before(async () => {
  const serve = 'mkdir -p /www; echo hello > /www/index.html; echo serving; exec httpd -f -p 80 -h /www'
  web = await docker.container
    .run('alpine', 'sh', '-c', serve)
    .publish('127.0.0.1::80')
    .health({ cmd: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1/'], interval: '500ms', retries: 20 })
    .start()
  await web.waitFor({ log: 'serving' })
  await web.waitFor({ healthy: true }, { timeout: 30_000 })
  await web.waitFor({ http: 'http://:80/' })
  const [published] = await web.port(80)
  console.log(`ready, at http://127.0.0.1:${published?.port}/`)
})

after(async () => {
  await web.remove({ force: true, volumes: true })
  await docker.close()
})

void test('it serves its page', async () => {
  const { stdout } = await web.exec('wget', '-q', '-O', '-', 'http://127.0.0.1/').output({ check: true })
  assert.equal(stdout, 'hello\n')
})

void test('it stays small', async () => {
  const { memory, pids } = await web.stats({ oneShot: true })
  assert.ok(memory.used < 64 * 1024 ** 2 && pids < 10)
})
