import type { Docker } from '../../src/docker.js'

// What the compiler refuses of volumes, and what it must let through. Checked by the compiler alone.

declare const docker: Docker
declare const isLarge: boolean

export function shapes(): void {
  let data = docker.volume.local('data')
  if (isLarge) data = data.tmpfs({ size: '2g' }) // a builder that may have a place is one that has
  data = data.label('app', 'web')
  const place = data.tmpfs({ size: 5n })
  // @ts-expect-error a volume is one thing
  place.nfs({ server: 'files.lan', path: '/exports' })
  // @ts-expect-error a volume is one thing
  place.bind('/srv/data')
  // @ts-expect-error no such option
  data.tmpfs({ sise: '64m' })
  // @ts-expect-error an NFS share has a path
  data.nfs({ server: 'files.lan' })
}

export async function handles(): Promise<void> {
  await using made = await docker.volume.local('data').create()
  await using container = await docker.container.run('alpine').create()
  // @ts-expect-error a container is no volume
  await docker.volume.inspect(container)
  for (const { container: user, readOnly } of await made.users())
    await docker.container.inspect(readOnly ? user : user.id)
  const { volumes } = await docker.system.df({ type: ['volume', 'build-cache'] })
  const bytes: number | undefined = volumes?.size
  // @ts-expect-error a word that the engine does not have
  await docker.system.df({ type: ['volumes'] })
  console.log(bytes)
}

export function mounts(text: string): void {
  const container = docker.container.run('alpine')
  const data = docker.volume.ref('data')
  container.volume('data:/var/lib', '/srv/site:/site:ro', 'C:\\data:/data', '/cache').volume(text, text)
  container.volume(data, '/var/lib', 'ro').mount({ type: 'volume', source: data, target: '/other' })
  // @ts-expect-error a path of this machine
  container.volume('./src:/app')
  // @ts-expect-error where in the container?
  container.volume('data')
  // @ts-expect-error a relative path in the container
  container.volume('data:/a', 'more:var/lib')
  // @ts-expect-error a handle needs a target
  container.volume(data)
  // @ts-expect-error no such option
  container.tmpfs('/run', { sise: '64m' })
}
