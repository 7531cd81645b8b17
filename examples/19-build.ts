// An image is built of files, then of a directory, and the steps are told as they come; a failed build says where.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
let last = ''
const server = `#!/bin/sh\necho "$GREETING from $(cat /opt/etc/built-of)"\n`

const one = await docker.image
  .build({
    Dockerfile: 'FROM busybox\nARG GREETING\nENV GREETING=$GREETING\nCOPY . /opt\nCMD ["/opt/bin/greet"]',
    'bin/greet': { content: server, mode: 0o755 },
    'etc/built-of': 'files\n',
  })
  .tag('mooring-example/greet')
  .arg('GREETING', 'hello')
  .create({ onStep: (_, { step, steps, instruction }) => told(`${step}/${steps} ${instruction ?? ''}`) })
console.log((await docker.container.run(one.id).output()).stdout)

const folder = await mkdtemp(join(tmpdir(), 'greet-'))
await writeFile(join(folder, 'Dockerfile'), 'FROM mooring-example/greet\nCOPY . /opt/etc\nRUN test -e /opt/etc/.env')
await writeFile(join(folder, 'built-of'), 'a directory\n')
await writeFile(join(folder, '.env'), 'SECRET=1\n')
await writeFile(join(folder, '.dockerignore'), '.env\n')
try {
  await docker.image.build(folder).create()
} catch (error) {
  if (!MooringError.is(error, 'BUILD_FAILED')) throw error
  const { step, instruction, exitCode } = error.details
  console.log(`step ${step} failed with ${exitCode ?? 'no code'}: ${instruction ?? ''}`)
}
await docker.image.remove('mooring-example/greet', { force: true })
await rm(folder, { recursive: true })

function told(line: string): void {
  if (line !== last) console.log((last = line))
}
