import type { Container, ContainerBuilder, Docker, OwnedContainer } from '../../src/index.js'
import { MooringError } from '../../src/index.js'

// What the compiler refuses of lines of docker run and of replace(), and what it must let through. Checked by the compiler
// alone.

declare const docker: Docker
declare const web: Container

export async function lines(env: NodeJS.ProcessEnv): Promise<void> {
  const read = await docker.container.fromDockerRun('docker run -d nginx', { env, cwd: '/srv', timeout: 1000 })
  let builder: ContainerBuilder = read.memory('1g')
  builder = builder.publish('80:80').net('front', { alias: 'www' }) // what it says is not known to the compiler
  const line: string = builder.toDockerRun({ multiline: true })
  await docker.container.fromDockerRun(line, { env: { TAG: '1', UNSET: undefined } })
  await using started: OwnedContainer = await builder.start()
  // @ts-expect-error a line is one text
  await docker.container.fromDockerRun(['docker', 'run', started.name])
  // @ts-expect-error the value of a variable is a text
  await docker.container.fromDockerRun(line, { env: { PORT: 80 } })
  // @ts-expect-error no such option
  await docker.container.fromDockerRun(line, { evn: {} })
  // @ts-expect-error no such option
  builder.toDockerRun({ multilne: true })
  // @ts-expect-error true or false
  builder.toDockerRun({ multiline: 'yes' })
}

export async function replaced(): Promise<void> {
  await web.replace()
  const next: Container = await web.replace((builder) => builder.image('web:2').env('A', '1'), {
    ready: { http: 'http://:80/', status: 204 },
    stopTimeout: 3,
    stopSignal: 'SIGINT',
    onStep: ({ doing, container }) => {
      const step: 'create' | 'stop' | 'start' | 'wait' | 'remove' = doing
      console.log(step, container)
    },
  })
  await next.replace(undefined, { ready: false, timeout: 1000 })
  await docker.container.recover(next, { ready: { healthy: true } })
  // @ts-expect-error the function gives the changed builder back
  await web.replace((builder) => void builder.image('web:2'))
  // @ts-expect-error a builder is no function
  await web.replace(docker.container.run('web:2'))
  // @ts-expect-error one that has ended is not ready
  await web.replace(undefined, { ready: { exit: true } })
  // @ts-expect-error seconds are a number
  await web.replace(undefined, { stopTimeout: '3s' })
}

export function told(error: unknown): readonly string[] {
  if (MooringError.is(error, 'NOT_REPLACED')) return [error.details.name, ...error.details.lastLines]
  if (MooringError.is(error, 'HALF_REPLACED')) return error.details.containers.map(({ status }) => status)
  if (MooringError.is(error, 'COMMAND_LINE_UNREADABLE')) return [error.details.piece, String(error.details.column)]
  return MooringError.is(error, 'NO_FLAG') ? [error.details.field] : []
}
