// The networks of a project of docker compose, as its file says, without making a container anew: what has come off is put
// on again, and a service that the file has on a new network joins it while it runs.
//
//   docker compose up -d, which makes a container anew for each change of its networks
import { readFile } from 'node:fs/promises'
import { Docker } from 'mooring'
import { plan } from 'mooring/plan'

await using docker = new Docker()
const [file] = process.argv.slice(2) // docker compose config --format json > shop.json
const config = file === undefined ? exampleConfig() : await readFile(file, 'utf8')

// what docker compose up would have made of the example, by its labels
await using web = await likeCompose('web').start()
await using db = await likeCompose('db').start()

const { spec, leftAside } = plan.fromCompose(config)
for (const { path, why } of leftAside) console.log(`${path} is left aside: ${why}`)
const p = await plan(docker, spec)
console.log(`${p}`)
await p.apply()
console.log(`${web.name} and ${db.name}: ${(await plan(docker, spec)).isEmpty}`)
await (await p.destroy()).apply()

function likeCompose(service: string) {
  const labels = { 'com.docker.compose.project': 'compose_example', 'com.docker.compose.service': service }
  return docker.container.run('alpine', 'sleep', 'infinity').init().name(`compose_example-${service}-1`).label(labels)
}

function exampleConfig() {
  const web = { image: 'alpine', ports: ['8080:80'], networks: { front: { aliases: ['www'] }, back: null } }
  const db = { image: 'alpine', networks: { back: { priority: 1 } } }
  const front = { ipam: { config: [{ subnet: '10.24.0.0/24' }] } }
  return { name: 'compose_example', services: { web, db }, networks: { front, back: { internal: true } } }
}
