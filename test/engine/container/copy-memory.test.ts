import { expect, test } from 'vitest'
import { lab } from '../../lab/lab.js'
import { busybox } from '../open-docker.js'
import { runScript } from '../run-script.js'

// test/long/copy-memory.test.ts does the same with four times as much.
test('64 MiB go into a container and out of it in less than 32 MiB of memory', async () => {
  const { host } = await lab.engine('newest')
  const { stdout } = await runScript('test/engine/container/copy-memory.ts', [busybox, '64'], { DOCKER_HOST: host })
  const { into, out, bytes } = JSON.parse(stdout) as { into: number; out: number; bytes: number }
  expect(bytes).toBe(64 * 1024 * 1024)
  expect(into).toBeLessThan(32)
  expect(out).toBeLessThan(32)
})
