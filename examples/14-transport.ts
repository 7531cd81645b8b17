// A transport around another one: each call is written down, with what became of it and how long it took.
import { Docker } from 'mooring'
import { openTransport, type HttpRequest, type Transport } from 'mooring/transport'

function logging(inner: Transport): Transport {
  const logged = async <Reply extends { status: number }>(request: HttpRequest, call: Promise<Reply>) => {
    const began = performance.now()
    const tell = (outcome: string | number) => {
      const { operation, method, path } = request
      console.log(`${operation}: ${method} ${path} -> ${outcome} (${(performance.now() - began).toFixed(1)} ms)`)
    }
    try {
      const reply = await call
      tell(reply.status)
      return reply
    } catch (error) {
      tell(error instanceof Error ? error.name : String(error))
      throw error
    }
  }
  return {
    host: inner.host,
    request: (request) => logged(request, inner.request(request)),
    stream: (request) => logged(request, inner.stream(request)),
    upgrade: (request) => logged(request, inner.upgrade(request)),
    close: (undone) => inner.close(undone),
  }
}

const transport = logging(openTransport(process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock'))
await using docker = new Docker({ transport })
const { stdout } = await docker.container.run('alpine', 'echo', 'hello').net('none').output()
console.log(stdout.trim())
await docker.network.inspect('gone').catch((error: unknown) => console.log(String(error)))
