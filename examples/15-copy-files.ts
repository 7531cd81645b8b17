// docker cp: files into a container that has not started yet, and out of it again.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
await using box = await docker.container.run('ubuntu', '/opt/greet').create()

// files by their content, a directory of this machine, and the content of one file
await box.copyIn({ greet: { content: '#!/bin/sh\ncat /opt/name > /opt/greeting\n', mode: 0o755 } }, '/opt')
await box.copyIn(import.meta.dirname, '/opt/examples')
await box.copyIn(Buffer.from('hello from a file\n'), '/opt/name')
await box.start()
const { exitCode } = await box.wait()
console.log(`greet ended with ${exitCode}`)

console.log(`greeting: ${await box.readFile('/opt/greeting', { encoding: 'utf8' })}`)
const { type, mode, size } = await box.archiveInfo('/opt/greet')
console.log(`/opt/greet is a ${type} of ${size} bytes, ${mode.toString(8)}`)

const folder = await mkdtemp(join(tmpdir(), 'copied-'))
try {
  const where = await box.copyOut('/opt', folder)
  const same = (await readFile(join(where, 'examples', '15-copy-files.ts'))).equals(
    await readFile(import.meta.filename),
  )
  console.log(`this file came back the same? ${same}`)
  await box.readFile('/opt/nothing')
} catch (error) {
  if (!MooringError.is(error, 'PATH_NOT_FOUND')) throw error
  console.log(`${error.code}: ${error.sentence}`)
} finally {
  await rm(folder, { recursive: true })
}
