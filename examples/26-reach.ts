// Why can the one not reach the other? Who reaches whom, what would change it, and whether it is so: by real connections.
import { Docker } from 'mooring'
import { topology } from 'mooring/topology'

await using docker = new Docker()
await using front = await docker.network.bridge('reach_front').create()
await using back = await docker.network.bridge('reach_back').internal().create()
const server = docker.container.run('busybox', 'httpd', '-f', '-p', '80', '-h', '/etc').init()
await using web = await server.name('reach_web').net(front).publish('127.0.0.1::80').start()
await using api = await server.name('reach_api').net(front).net(back).start()
await using db = await server.name('reach_db').net(back).start()
for (const one of [web, api, db]) await one.waitFor({ port: 80 })

const t = await topology(docker, { network: ['reach_front', 'reach_back'], listeners: true })
const pairs = [
  [web, api],
  [web, db],
  ['host', db],
  [db, web],
] as const
for (const [from, to] of pairs) {
  const { reachable, address, because } = t.reach(from, to, { port: 80 })
  console.log(`${nameOf(from)} to ${nameOf(to)}: ${reachable}${address === undefined ? '' : `, dial ${address}`}`)
  for (const { message, change } of because) console.log(`  ${message}${change ? `; ${change.docker}` : ''}`)
  const { connected, agrees, tried } = await t.probe(from, to, { port: 80 })
  const outcomes = tried.map(({ address, outcome }) => `${address} ${outcome}`)
  console.log(`  tried: ${outcomes.join(', ')}: ${connected ? 'a way' : 'no way'}, as predicted: ${agrees}`)
}
// and from outside: nobody, for the port is published on loopback
console.log(`outside to ${nameOf(web)}: ${t.reach('outside', web, { port: 80 }).reachable}`)

function nameOf(end: string | { readonly name: string }): string {
  return typeof end === 'string' ? end : end.name
}
