// An image goes to a registry, and from there to another engine, each with a bar in bytes.
//   npx tsx examples/17-push-and-pull.ts 192.168.0.1:5000/team/app:1 app:made unix:///run/other.sock
// REGISTRY_USER and REGISTRY_PASSWORD say who asks; without them it is whom `docker login` has logged in.
import { Presets, SingleBar } from 'cli-progress'
import { Docker, type OnStep } from 'mooring'

const [name = '192.168.0.1:5000/team/app:1', from = 'busybox', host] = process.argv.slice(2)
const { REGISTRY_USER: username, REGISTRY_PASSWORD: password } = process.env
const auth = username !== undefined && password !== undefined ? { username, password } : undefined

await using here = new Docker()
await using there = new Docker({ host })
const image = await here.image.get(from)
await image.tag(name)
const { digest } = await withBar('push', (onStep) => here.image.push(name, { auth, onStep }))
await here.image.remove(name)

const { Descriptor } = await there.distribution.inspect(name, { auth })
console.log(`the registry has ${Descriptor.digest}, which was pushed? ${Descriptor.digest === digest}`)

const pulled = await withBar('pull', (onStep) => there.image.pull(name, { auth, onStep }))
console.log(`the same image? ${pulled.id === image.id}`)
await there.image.remove(name)

/** Draws a bar while some work goes on. Its total grows with each layer that begins. */
async function withBar<Value>(what: string, work: (onStep: OnStep) => Promise<Value>): Promise<Value> {
  const bar = new SingleBar(
    { format: `${what} {bar} {value}/{total} bytes`, noTTYOutput: true },
    Presets.shades_classic,
  )
  bar.start(0, 0)
  try {
    return await work((_, { done, total }) => {
      bar.setTotal(total)
      bar.update(done)
    })
  } finally {
    bar.stop()
  }
}
