import { sessionLabel } from '../../../src/engine/session/session.js'
import type { Docker } from '../../../src/docker.js'

/** The names of the containers that a client has made and that are there still. */
export async function containersOf(docker: Docker, session = docker.session.id): Promise<string[]> {
  const found = await docker.container.list({ all: true, label: `${sessionLabel}=${session}` })
  return found.map(({ name }) => name)
}
