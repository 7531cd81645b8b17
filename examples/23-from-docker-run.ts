// A line of docker run from a README becomes a container, with limits of its own; and what runs is written as a line again.
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
const readme = `docker run -d --restart=unless-stopped \\
  -e GREETING="hello from $WHO" \\
  -v "$PWD":/work:ro \`# where it reads\` \\
  -w /work busybox sh -c 'echo $GREETING; sleep 600'`

const builder = await docker.container.fromDockerRun(readme, { env: { WHO: 'a line' } })
await using running = await builder.memory('64m').init().start()
const { line } = await running.waitFor({ log: 'hello' })
console.log(`it says: ${line}`)

const written = (await docker.container.like(running)).toDockerRun({ multiline: true })
console.log(written)
const again = await docker.container.fromDockerRun(written)
console.log(`read again, it is the same line? ${again.toDockerRun({ multiline: true }) === written}`)

for (const wrong of ['docker run -u $(id -u) busybox', 'docker run --memroy 64m busybox', 'docker run -p 80 | cat'])
  try {
    await docker.container.fromDockerRun(wrong)
  } catch (error) {
    if (!MooringError.is(error)) throw error
    console.log(`${error.code}: ${error.sentence}; ${error.hint}`)
  }
