// Code that you do not trust: it meets one proxy, which asks the hosts of a list for it, and nothing else.
import { Docker } from 'mooring'
import { topology } from 'mooring/topology'

await using docker = new Docker()
// internal: no way out, and no names of the outside; the bridge has no address of the host, so there is no way to that
await using cell = await docker.network.bridge('cell').internal().inhibitIpv4().create()
await using world = await docker.network.bridge('cell_world').create()
const site = docker.container.run('busybox', 'httpd', '-f', '-p', '80', '-h', '/etc').init().net(world)
await using good = await site.name('good.example').start()
await using bad = await site.name('bad.example').start()

// a proxy that is short enough to be read here; take tinyproxy or squid for more than that
const script = `#!/bin/sh
read -r method url version
host=\${url#http://} host=\${host%%/*}
while read -r line && [ \${#line} -gt 1 ]; do :; done
if [ "$host" = good.example ]
then printf 'GET /%s HTTP/1.0\\r\\n\\r\\n' "\${url#http://*/}" | nc "$host" 80
else printf 'HTTP/1.0 403 Not on the list\\r\\n\\r\\n'
fi`
const serve = 'nc -lk -p 3128 -e /proxy || exec nc -ll -p 3128 -e /proxy' // -lk or -ll, as busybox was built
const gate = docker.container.run('busybox', 'sh', '-c', `chmod 755 /proxy && ${serve}`).init().name('cell_proxy')
await using proxy = await gate.net(world).net(cell, { alias: 'proxy' }).create()
await proxy.copyIn(Buffer.from(script), '/proxy')
await proxy.start()
for (const one of [good, bad]) await one.waitFor({ port: 80 })
await proxy.waitFor({ port: 3128 })

const run = docker.container.run('busybox', 'sleep', '600').init().readOnly().name('cell_code')
await using code = await run.net(cell).env('http_proxy', 'http://proxy:3128').start()
for (const host of ['good.example', 'bad.example']) {
  const asked = await code.exec('sh', '-c', `wget -q -O - http://${host}/hostname || echo refused`).output()
  console.log(`${host}: ${asked.stdout.trim()}`)
}
const t = await topology(docker, { network: ['cell', 'cell_world'] })
for (const to of [good, bad, 'host', 'outside'] as const) {
  const { reachable, because } = t.reach(code, to)
  console.log(`${typeof to === 'string' ? to : to.name}: ${reachable}, ${because.at(0)?.message}`)
}
