import { writeFile } from 'node:fs/promises'
import { topology } from 'mooring/topology'
import type { Scene } from './step.js'

/** Draws what the tour has built and not yet removed, on its engine and on the two hosts beside it. */
export async function drawPicture({ docker, hosts }: Scene, file: string): Promise<void> {
  // a guest shows its own; on the lab's engines whatever a client of mooring made is of the tour
  const label = hosts === undefined ? `mooring.session=${docker.session.id}` : 'mooring.session'
  const t = await topology(docker, ...(hosts ?? []), { label })
  await writeFile(file, t.toSvg({ title: 'The networks of the notes' }))
}
