// Copies a file of so many MiB into a container and out of it, and prints how far the memory of this process grew.
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker } from 'mooring'

const MiB = 1024 * 1024
const [image = '', size = '64'] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'copy-memory-'))
await using docker = new Docker()
await using box = await docker.container.run(image, 'true').create()

async function grewWhile(run: () => Promise<unknown>): Promise<number> {
  const start = process.memoryUsage.rss()
  let peak = start
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2)
  await run()
  clearInterval(timer)
  return (Math.max(peak, process.memoryUsage.rss()) - start) / MiB
}

async function fileOf(name: string, megabytes: number): Promise<string> {
  const path = join(folder, name)
  await using file = await open(path, 'w')
  for (let written = 0; written < megabytes; written++) await file.write(Buffer.alloc(MiB, written))
  return path
}

try {
  // What is loaded and compiled once is no part of a copy.
  const small = await fileOf('small', 16)
  await box.copyIn(small, '/small')
  await box.copyOut('/small', `${small}.out`)
  const path = await fileOf('large', Number(size))
  const into = await grewWhile(() => box.copyIn(path, '/large'))
  const out = await grewWhile(() => box.copyOut('/large', `${path}.out`))
  console.log(JSON.stringify({ into, out, bytes: (await stat(`${path}.out`)).size }))
} finally {
  await rm(folder, { recursive: true })
}
