// What is on my networks? As text for a terminal, as a picture for people, as Mermaid for a page on GitHub.
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker } from 'mooring'
import { topology } from 'mooring/topology'

await using docker = new Docker()
await using front = await docker.network.bridge('topology_front').create()
await using back = await docker.network.bridge('topology_back').internal().create()
const app = docker.container.run('alpine', 'sleep', 'infinity').init().label('example', 'topology')
await using web = await app.name('topology_web').net(front, { alias: 'web' }).net(back).publish('127.0.0.1::80').start()
await using db = await app.name('topology_db').net(back, { alias: 'db' }).start()

const t = await topology(docker, { label: 'example=topology' })
console.log(t.toText())
const file = process.argv[2] ?? join(tmpdir(), 'topology.svg')
await writeFile(file, t.toSvg({ title: 'A web server and its database' }))
console.log(`drawn: ${file}\n\n${t.toMermaid()}`)

// it is data as well: which containers are on a network that leads out?
const inside = new Set(t.networks.filter(({ internal }) => internal).map(({ id }) => id))
const out = t.endpoints.filter(({ network }) => !inside.has(network)).map(({ container }) => container)
console.log(
  `lead out: ${t.containers
    .filter(({ id }) => out.includes(id))
    .map(({ name }) => name)
    .join()}`,
)
