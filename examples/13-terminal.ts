// docker run -it: a shell at your terminal. Leave it running with ctrl-p ctrl-q, or end it with exit. In both cases this
// program removes it at its end.
//
//   docker run -it --name mynetwork_container --net mybridge alpine
import { Docker } from 'mooring'

await using docker = new Docker()
await using mybridge = await docker.network.bridge('mybridge').create()

const end = await docker.container
  .run('alpine')
  .interactive()
  .tty()
  .name('mynetwork_container')
  .net(mybridge)
  .attachTerminal()
await using container = end.container

if (end.detached) {
  console.log(`\n${container.name} goes on without you, at ${await container.ip()}`)
  console.log('this program ends now, and removes it')
} else console.log(`${container.name} ended with exit code ${end.exitCode}`)
