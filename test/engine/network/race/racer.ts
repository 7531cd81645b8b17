import type { Docker } from '../../../../src/docker.js'

/** What one of several makes while the others do the same. */
export interface Leg {
  readonly networks: number
  /** Where their blocks are cut from. */
  readonly from: string
  /** The beginning of the names of this one's networks. */
  readonly prefix: string
  /** The value of the label `race`. */
  readonly label: string
}

/** The size of the blocks. */
export const size = 28

/** Makes networks of free blocks, one after the other, and keeps them. */
export async function run(docker: Docker, { networks, from, prefix, label }: Leg): Promise<void> {
  for (let nth = 1; nth <= networks; nth++) {
    // some have a name of their own, some one that mooring gives
    const name = nth % 2 === 0 ? `${prefix}-${nth}` : undefined
    const network = await docker.network.bridge(name).label('race', label).subnet({ size, from }).create()
    network.release()
  }
}
