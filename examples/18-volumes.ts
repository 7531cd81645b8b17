// Data outlives the container that wrote it, memory does not, and a volume in use cannot be removed.
//
//   docker volume create data && docker run -v data:/data alpine sh -c 'date > /data/written'
//   docker volume rm data && docker volume prune && docker system df
import { Docker, MooringError } from 'mooring'

await using docker = new Docker()
await using data = await docker.volume.local('data').label('example', 'volumes').create()
await using scratch = await docker.volume.local('scratch').tmpfs({ size: '16m' }).create()

const alpine = docker.container.run('alpine', 'sh', '-c', 'echo kept >/data/file; echo lost >/scratch/file')
await alpine.volume(data, '/data').volume(scratch, '/scratch').output({ check: true })

const reader = docker.container
  .run('alpine', 'sh', '-c', 'cat /data/file; ls /scratch; df -m /scratch; sleep 600')
  .init()
await using running = await reader.volume(data, '/data', 'ro').volume(scratch, '/scratch').start()
for await (const { line } of running.logs({ follow: true }).lines()) {
  console.log(`  ${line}`)
  if (line.endsWith('/scratch')) break
}

for (const { container, state, target, readOnly } of await data.users())
  console.log(`${target} of ${container.name}, which is ${state}: read-only? ${readOnly}`)

try {
  await data.remove()
} catch (error) {
  if (!MooringError.is(error, 'VOLUME_IN_USE')) throw error
  console.log(`${error.code}: held by ${error.details.containers.length} container`)
}
const other = docker.volume.local('data').tmpfs()
await other.ensure().catch((error: unknown) => console.log(MooringError.is(error) ? error.sentence : error))

const { volumes } = await docker.system.df()
console.log(`${volumes?.active} of ${volumes?.count} volumes are in use; ${volumes?.size} bytes`)
