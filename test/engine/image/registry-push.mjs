// registry-push.mjs REPOSITORY PLATFORM...   puts images into the LAN's registry by its HTTP API, without an engine:
//   :one    one image, for the first platform, without an index
//   :index  an index of one image for each platform
// Prints { one, index }, their digests. Run it in the network namespace of one of the lab's machines.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

const [repository, ...platforms] = process.argv.slice(2)
const base = `http://192.168.0.1:5000/v2/${repository}`
const types = {
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
}

const digestOf = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

async function ask(url, options) {
  const reply = await fetch(url, options)
  if (!reply.ok) throw new Error(`${options.method} ${url}: ${reply.status} ${await reply.text()}`)
  return reply
}

async function putBlob(bytes, mediaType) {
  const digest = digestOf(bytes)
  const { headers } = await ask(`${base}/blobs/uploads/`, { method: 'POST' })
  const place = new URL(headers.get('location'), base)
  place.searchParams.set('digest', digest)
  await ask(place, { method: 'PUT', body: bytes, headers: { 'Content-Type': 'application/octet-stream' } })
  return { mediaType, digest, size: bytes.length }
}

async function putManifest(reference, manifest) {
  const bytes = Buffer.from(JSON.stringify(manifest))
  const headers = { 'Content-Type': manifest.mediaType }
  await ask(`${base}/manifests/${reference ?? digestOf(bytes)}`, { method: 'PUT', body: bytes, headers })
  return { mediaType: manifest.mediaType, digest: digestOf(bytes), size: bytes.length }
}

async function putImage(platform, tag) {
  const [os, architecture, variant] = platform.split('/')
  const layer = Buffer.alloc(1024) // a tar archive of nothing
  const config = {
    os,
    architecture,
    variant,
    config: { Cmd: ['/none'], Labels: { repository, tag: tag ?? platform } },
    rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
  }
  const manifest = await putManifest(tag, {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: await putBlob(Buffer.from(JSON.stringify(config)), types.config),
    layers: [await putBlob(gzipSync(layer), types.layer)],
  })
  return { ...manifest, platform: { os, architecture, variant } }
}

const one = await putImage(platforms[0], 'one')
const manifests = []
for (const platform of platforms) manifests.push(await putImage(platform))
const index = await putManifest('index', { schemaVersion: 2, mediaType: types.index, manifests })
console.log(JSON.stringify({ one: one.digest, index: index.digest }))
