// None: no network at all, but for the loopback interface that every network namespace has.
//
//   docker run --rm --name network_none --net none alpine ifconfig
import { Docker } from 'mooring'

await using docker = new Docker()

// output() runs a container to its end, gives what it said, and removes it.
const { stdout } = await docker.container
  .run('alpine', 'ifconfig')
  .name('network_none')
  .net('none')
  .output({ check: true })

console.log(stdout.trim())
console.log('removed again?', !(await docker.container.exists('network_none')))
