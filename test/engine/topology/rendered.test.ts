import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Topology } from '../../../src/topology/index.js'
import { runBrowser } from '../../lab/browser.js'
import { fifty, fiftyPicture } from '../../unit/topology/fifty.js'
import { everything, topologyOf, type MadeContainer } from '../../unit/topology/made.js'

// Pictures as Chromium draws them: where text really ends, and which colours it has.

const long = 'a-name-that-nobody-would-choose-by-hand-but-programs-do-0123456789'
const crowd: Record<string, MadeContainer> = Object.fromEntries(
  [long, '데이터베이스-서버-하나', 'WWWWWWWWWWWWWWWWWWWWWWWWWW', 'iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii', 'x'].map(
    (name, at) => [
      name,
      {
        image: `${name}:${'9'.repeat(30)}`,
        state: at === 4 ? 'exited' : 'running',
        ports: {
          '80/tcp': Array.from({ length: at }, (_, nth) => ({
            HostIp: '0.0.0.0',
            HostPort: `${8000 + at * 10 + nth}`,
          })),
        },
        on: {
          [long]: {
            IPAddress: `192.168.255.${200 + at}`,
            GlobalIPv6Address: `fd00:1234:5678:9abc:def0:1234:5678:${(0x1000 + at).toString(16)}`,
            Gateway: '192.168.255.1',
            Aliases: [`${name}-alias`, 'WWWWWWWWWWWWWWWWWWWWWWWWWWWW'],
          },
        },
      },
    ],
  ),
)
const odd = topologyOf({
  one: {
    networks: { [long]: { subnets: ['192.168.255.0/24', 'fd00:1234:5678:9abc:def0::/80'] } },
    containers: crowd,
  },
  empty: {},
})
const pictures: Readonly<Record<string, Topology>> = { fifty, everything: topologyOf({ one: everything }), odd }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-pictures-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(['light', 'dark'] as const)(
  'in a %s browser no text overlaps another, leaves its box or is hard to read',
  async (likes) => {
    const drawn = Object.entries(pictures).flatMap(([name, topology]) =>
      (['light', 'dark', 'auto'] as const).map((theme) => {
        const svg = topology.toSvg({ ...fiftyPicture, theme })
        return {
          texts: svg.split('<text ').length - 1,
          html: `<div id="${name}, ${theme}"><template shadowrootmode="open">${svg}</template></div>`,
        }
      }),
    )
    const script = await readFile(new URL('measure-page.js', import.meta.url), 'utf8')
    const body = `${drawn.map(({ html }) => html).join('')}<script>${script}</script>`
    await writeFile(join(folder, 'page.html'), `<!doctype html><meta charset="utf-8"><body>${body}`)
    const page = await runBrowser(folder, likes, '--dump-dom', 'file:///tmp/files/page.html')
    const found = JSON.parse(/<body>([^]*)<\/body>/.exec(page)?.[1] ?? 'null') as unknown
    expect(found).toEqual({ texts: drawn.map(({ texts }) => texts), wrong: [] })
  },
)

test.each([1, 0.5])('a picture file by itself is drawn at %d x', async (scale) => {
  await writeFile(join(folder, 'fifty.svg'), fifty.toSvg(fiftyPicture))
  const size = /width="(\d+)" height="(\d+)"/.exec(fifty.toSvg(fiftyPicture))?.slice(1).map(Number) ?? []
  const [width = 0, height = 0] = size.map((pixels) => Math.round(pixels * scale))
  const page = `<!doctype html><style>body{margin:0}</style><img src="fifty.svg" width="${width}">`
  await writeFile(join(folder, 'image.html'), page)
  const screenshot = [`--window-size=${width},${height}`, '--screenshot=/tmp/files/fifty.png']
  await runBrowser(folder, 'light', ...screenshot, 'file:///tmp/files/image.html')
  const png = await readFile(join(folder, 'fifty.png'))
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height])
  // a blank page packs into a few kilobytes
  expect(png.byteLength).toBeGreaterThan(width * height * 0.03)
})
