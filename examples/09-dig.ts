// dig, asked from inside a network: every address that an alias has.
//
//   apt-get update && apt-get install dnsutils
//   dig alicek106
import { Docker } from 'mooring'

await using docker = new Docker()
await using mybridge = await docker.network.bridge('mybridge').create()

const app = docker.container.run('ubuntu', 'sleep', 'infinity').net(mybridge, { alias: 'alicek106' })
await using asker = await app.start()
await using second = await app.start()
await using third = await app.start()

// Runs inside the container; on a real ubuntu it downloads for a while.
await asker.exec('sh', '-c', 'apt-get update && apt-get install -y dnsutils').output({ check: true })

const { stdout } = await asker.exec('dig', 'alicek106').output({ check: true })
const lines = stdout.split('\n')
console.log(lines.filter((line) => /^alicek106\..*\sA\s/.test(line)).join('\n'))
console.log(lines.find((line) => line.startsWith(';; SERVER')))

// lookup() asks the same question with whatever the image has: dig, nslookup, drill or getent.
console.log('lookup():', (await asker.lookup('alicek106')).join(' '))
