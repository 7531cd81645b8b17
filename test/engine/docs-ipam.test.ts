import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lab } from '../lab/lab.js'
import { busybox } from './open-docker.js'
import { runScript } from './run-script.js'

const root = join(import.meta.dirname, '..', '..')

test('the programs of docs/networking/ipam.md and ipv6.md run one after the other', async () => {
  const pages = ['ipam.md', 'ipv6.md'].map((name) => readFileSync(join(root, 'docs', 'networking', name), 'utf8'))
  const programs = pages.flatMap((page) => [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, text = '']) => text))
  expect(programs.length).toBe(4)
  const folder = mkdtempSync(join(root, 'test', 'engine', 'docs-'))
  try {
    // the lab has no registry of that name: its own image looks at the host
    for (const [index, program] of programs.entries())
      writeFileSync(join(folder, `${index}.ts`), program.replaceAll("'busybox'", `'${busybox}'`))
    writeFileSync(join(folder, 'all.ts'), programs.map((_, index) => `await import('./${index}.ts')\n`).join(''))
    const { host } = await lab.engine('newest')
    const { stdout, exitCode } = await runScript(join(folder, 'all.ts').slice(root.length + 1), [], {
      DOCKER_HOST: host,
    })
    expect(stdout).toContain('10.10.0.0/24, of which 10.10.0.0/25 is given out; the gateway is 10.10.0.1\n')
    expect(stdout).toContain('1 of 127 taken, 126 free, the next container gets 10.10.0.2\n')
    expect(stdout).toMatch(
      /^mooring-\S+ is stopped: nobody keeps 10\.10\.0\.200 for it\n\d+ networks more; the next one gets /m,
    )
    // who is on the default bridge is for other tests to say
    expect(stdout).toMatch(/^bridge 172\.17\.0\.0\/16 \[.*\]\nthe host was looked at 172\.17\.9\.0\/24$/m)
    expect(stdout).toMatch(/: the next container gets fd[0-9a-f:]+::3\n/)
    expect(exitCode).toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
