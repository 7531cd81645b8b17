import { createHash } from 'node:crypto'

/** A tar archive of one file. */
export function tarOf(name: string, content: Uint8Array): Uint8Array {
  return tarOfEach({ [name]: content })
}

/** A tar archive: for each file 512 bytes of header and the content; two empty blocks. */
function tarOfEach(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return Buffer.concat([
    ...Object.entries(files).flatMap(([name, content]) => entryOf(name, content)),
    Buffer.alloc(1024),
  ])
}

/** An archive that engines load: an image of these layers, each with one file. */
export function imageArchive(name: string, contents: readonly Uint8Array[], labels: object = {}): Uint8Array {
  const layers = contents.map((content, index) => tarOf(`file-${index}`, content))
  const config = {
    os: 'linux',
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    config: { Cmd: ['/none'], Labels: labels },
    rootfs: {
      type: 'layers',
      diff_ids: layers.map((layer) => `sha256:${createHash('sha256').update(layer).digest('hex')}`),
    },
  }
  const placed = layers.map((layer, index) => [`layer-${index}/layer.tar`, layer] as const)
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
  return tarOfEach({
    'config.json': json(config),
    ...Object.fromEntries(placed),
    'manifest.json': json([{ Config: 'config.json', RepoTags: [name], Layers: placed.map(([path]) => path) }]),
  })
}

function entryOf(name: string, content: Uint8Array): readonly Uint8Array[] {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
}
