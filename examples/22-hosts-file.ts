// A hosts file on the host that has the names of a network's containers, and stays true while they come and go: the host
// itself cannot look them up. `docker.watch()` does the same for all networks.
//
//   docker network inspect hosts_example, again and again
import { readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker } from 'mooring'

await using docker = new Docker()
await using network = await docker.network.bridge('hosts_example').create()
await using watch = network.watch()
const file = process.argv[2] ?? join(tmpdir(), 'hosts_example') // on a machine of your own: /etc/hosts, as root
await writeFile(file, '', { flag: 'a' }) // if there is none

/** Keeps the file true, until something of this type has happened. */
async function keepUntil(type: 'snapshot' | 'joined' | 'left'): Promise<void> {
  for (;;) {
    const { value: change } = await watch.next()
    if (change === undefined) return
    const told = new Set(change.names.map(({ name, network }) => `${name}.${network.name}`))
    const kept = (await readFile(file, 'utf8')).split('\n').filter((line) => !told.has(line.split(' ')[1] ?? ''))
    const now = change.names.flatMap(({ name, network, answers }) =>
      answers.map(({ ip }) => `${ip} ${name}.${network.name}`),
    )
    await writeFile(`${file}.new`, [...kept.filter(Boolean), ...now, ''].join('\n'))
    await rename(`${file}.new`, file) // never half a file
    if (change.type === type) break
  }
  console.log(`${type}:\n${await readFile(file, 'utf8')}`)
}

await keepUntil('snapshot')
const app = docker.container.run('alpine', 'sleep', 'infinity').init().net(network, { alias: 'db' })
await using first = await app.name('hosts_db').start()
await keepUntil('joined')
await first.stop()
await keepUntil('left')
