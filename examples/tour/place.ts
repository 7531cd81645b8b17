import { Cidr, Docker } from 'mooring'
import type { Scene } from './step.js'

/** An engine to play on. */
export interface Place {
  readonly scene: Scene
  /** What a reader should know about it. */
  readonly about: readonly string[]
  /** Removes what was made there. */
  readonly leave: () => Promise<void>
}

/** Somebody's own engine: names of our own, blocks that are free, an image that is there, one host. */
export async function guestPlace(host: string | undefined, image: string | undefined): Promise<Place> {
  const finder = new Docker({ host })
  const { from, host: found } = await finder.describeConnection()
  const guestImage = image ?? (await imageThere(finder))
  await finder.close()

  const docker = new Docker({ host: found, helper: guestImage })
  const words = await guestWords(docker, guestImage)
  const { Version } = await docker.version()
  return {
    scene: { docker, hosts: undefined, $: (word) => words.get(word) ?? `mooring-tour-${docker.session.id}-${word}` },
    about: [
      `Docker ${Version} at ${found} (${from}), as its guest: with names and blocks of our own, and ${guestImage} for ubuntu:14.04.`,
      'Steps that need two engines on one LAN are skipped.',
    ],
    leave: async () => {
      await docker.cleanup()
      await docker.close()
    },
  }
}

async function guestWords(docker: Docker, image: string): Promise<Map<string, string>> {
  const subnet = await docker.network.freeSubnet({ size: 24 })
  const range = Cidr.around(subnet.first, 25)
  return new Map([
    ['ubuntu:14.04', image],
    ['172.72.0.0/16', `${subnet}`],
    ['172.72.0.0/24', `${range}`],
    ['172.72.0.1', `${subnet.first.next()}`],
  ])
}

async function imageThere(docker: Docker): Promise<string> {
  for (const image of ['alpine', 'busybox']) if (await docker.image.exists(image)) return image
  throw new Error(
    'the engine has neither alpine nor busybox: pull one, or name an image that has sh, ip, ifconfig, ping and nslookup with --image',
  )
}
