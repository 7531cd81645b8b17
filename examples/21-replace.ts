// A container is replaced by one of another image: its name, its address, its data and its neighbours stay, and when the
// new one does not become ready, the old one comes back.
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
await using net = await docker.network.bridge().subnet('10.218.0.0/24').create()
await using web = await docker.container
  .run('busybox', 'sleep', '600')
  .init()
  .volume('/data')
  .net(net, { ip: '10.218.0.10', alias: 'web' })
  .start()
await web.exec('sh', '-c', 'echo hello > /data/greeting').output({ check: true })
await using beside = await docker.container.run('busybox', 'sleep', '600').init().net(web).start()

try {
  await web.replace((builder) => builder.command('no-such-program'))
} catch (error) {
  if (!MooringError.is(error, 'NOT_REPLACED')) throw error
  console.log(`${error.code}: does the old one run? ${(await web.inspect()).State.Running}`)
}

const next = await web.replace((builder) => builder.image('alpine').label('release', '2'), {
  ready: false,
  onStep: ({ doing, container }) => console.log(`${doing} ${container === web.name ? 'web' : 'beside'}`),
})
const { stdout } = await next.exec('cat', '/data/greeting').output({ check: true })
console.log(`another container? ${next.id !== web.id}, at ${await next.ip(net)}, says ${stdout.trim()}`)
const neighbour = await docker.container.get(beside.name)
console.log(`its neighbour is with it? ${(await neighbour.ip(net)).equals(await next.ip(net))}`)
