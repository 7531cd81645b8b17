import { Docker } from '../../src/docker.js'
import type { ContainerBuilder } from '../../src/container/builder/builder.js'
import type { OwnedContainer } from '../../src/container/container.js'
import type { DockerOptions } from '../../src/options.js'
import { lab, type LabEngineName, type LabHostName } from '../lab/lab.js'

/** The image of test containers: busybox, two megabytes. */
export const busybox = 'lab/busybox:1'
/** The same with ip, ping and dig. */
export const rich = 'lab/rich:1'

/** A client of one of the lab's engines, whose every reply is checked against its whole definition. */
export async function openDocker(name: LabEngineName | LabHostName, options: DockerOptions = {}): Promise<Docker> {
  const { host } = await lab.engine(name)
  return openAt(host, options)
}

/** The same for any engine. */
export function openAt(host: string, options: DockerOptions = {}): Docker {
  return new Docker({
    ...(options.transport === undefined && { host }),
    validateReplies: true,
    helper: busybox,
    ...options,
  })
}

/** An older API that the engine still takes. */
export function olderApi(name: LabEngineName): string {
  return name === 'newest' ? '1.44' : '1.41'
}

/** A container that stays until it is told to end, and then ends at once. */
export function sleeper(docker: Docker, image = busybox): ContainerBuilder {
  return docker.container.run(image, 'sleep', '600').init()
}

/** A sleeper that hears signals: what is sent before its init runs is lost, for it is the first process of its namespace. */
export async function listeningSleeper(docker: Docker): Promise<OwnedContainer> {
  const container = await sleeper(docker).start()
  await container.exec('true').output({ check: true })
  return container
}
