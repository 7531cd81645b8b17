import { expect, test } from 'vitest'
import { busybox } from '../engine/open-docker.js'
import { runScript } from '../engine/run-script.js'
import { lab, labEngineNames } from '../lab/lab.js'

test.each(labEngineNames)(
  '256 MiB go into a container of %s and out of it in less than 32 MiB of memory',
  async (name) => {
    const { host } = await lab.engine(name)
    const { stdout } = await runScript('test/engine/container/copy-memory.ts', [busybox, '256'], { DOCKER_HOST: host })
    const { into, out, bytes } = JSON.parse(stdout) as { into: number; out: number; bytes: number }
    expect(bytes).toBe(256 * 1024 * 1024)
    expect(into).toBeLessThan(32)
    expect(out).toBeLessThan(32)
  },
)
