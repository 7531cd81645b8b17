import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fifty, fiftyPicture } from './fifty.js'
import { everything, topologyOf, type MadeContainer, type MadeHost } from './made.js'

const one = topologyOf({ one: everything })
const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0

describe('a picture', () => {
  const svg = one.toSvg()

  test('has a bar for each network, a box for each container and a dot for each endpoint', () => {
    expect(count(svg, /class="bar /g)).toBe(6) // none is no network
    expect(count(svg, /class="bar [^"]*internal/g)).toBe(1)
    expect(count(svg, /class="box/g)).toBe(one.containers.length)
    expect(count(svg, /class="box off/g)).toBe(1)
    expect(count(svg, /<circle/g)).toBe(one.endpoints.length)
    expect(count(svg, /class="pair"/g)).toBe(1)
  })

  test('has a sign for each published port, by who can come in', () => {
    expect(count(svg, /<rect class="all"/g)).toBe(3)
    expect(count(svg, /<rect class="address"/g)).toBe(1)
    expect(count(svg, /<rect class="loopback"/g)).toBe(1)
    expect(svg).toContain('>8080 → 80</text>')
  })

  test('is dark where its reader likes it so, unless it is told', () => {
    expect(svg).toContain('@media (prefers-color-scheme:dark)')
    const [light, dark] = [one.toSvg({ theme: 'light' }), one.toSvg({ theme: 'dark' })]
    expect(light).not.toContain('@media')
    expect(dark).not.toContain('@media')
    expect(light.replace(/<style>[^]*<\/style>/, '')).toBe(dark.replace(/<style>[^]*<\/style>/, ''))
  })

  test('has a title, and says to screen readers what the text says', () => {
    expect(one.toSvg({ title: 'Mine' })).toMatch(/role="img"[^>]*>\n<title>Mine<\/title>\n<desc>one, Docker/)
    expect(svg).toContain('<title>The networks of one</title>')
  })

  test('refuses what it does not know', () => {
    expect(() => one.toSvg({ thme: 'dark' } as never)).toThrow(/did you mean "theme"/)
    expect(() => one.toSvg({ theme: 'blue' as 'dark' })).toThrow(/theme/)
    expect(() => one.toSvg({ title: 7 as never })).toThrow(/title/)
  })

  test('of no engine that has anything is a frame', () => {
    expect(topologyOf({ one: {} }).toSvg()).toMatch(/^<svg [^]*<rect class="group"[^]*<\/svg>\n$/)
  })
})

test('any name is a text, and a long one is whole in its tooltip', () => {
  const bad = `</text><script>alert("1")</script>&${'x'.repeat(300)}\u0000\uffff\ud800`
  const svg = topologyOf({
    [bad]: { networks: { [bad]: {} }, containers: { [bad]: { image: bad, on: { [bad]: { Aliases: [`${bad}2`] } } } } },
  }).toSvg({ title: bad })
  expect(svg).not.toContain('<script>')
  expect(svg).not.toMatch(/[\u0000\uffff]|&(?!#\d+;)/)
  expect(svg).not.toMatch(/\p{Surrogate}/u)
  for (const [, text = ''] of svg.matchAll(/<text[^>]*>([^<]*)</g)) expect(text.length).toBeLessThan(200)
  expect(svg).toMatch(/<title>[^<]*x{300}/)
})

test('fifty containers on eight networks and two hosts: no text is drawn over another, nor outside', () => {
  expect([fifty.hosts.length, fifty.networks.length, fifty.containers.length]).toEqual([2, 8, 50])
  const svg = fifty.toSvg(fiftyPicture)
  const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  const size = { title: 20, host: 15, network: 15, name: 13, image: 11, note: 11, port: 11 }
  const texts = [...svg.matchAll(/<text class="([^" ]+)[^"]*" x="([\d.]+)" y="([\d.]+)">([^<]*)</g)].map(
    ([, kind = '', x = '', y = '', text = '']) => {
      const font = kind in size ? size[kind as keyof typeof size] : 12
      const wide = text.length * font * 0.62
      const left = ['name', 'image', 'note', 'port'].includes(kind) ? Number(x) - wide / 2 : Number(x)
      return { text, left, right: left + wide, top: Number(y) - font * 0.8, bottom: Number(y) + font * 0.2 }
    },
  )
  expect(texts.length).toBeGreaterThan(200)
  for (const { text, left, right, top, bottom } of texts) {
    expect(left, text).toBeGreaterThan(0)
    expect(top, text).toBeGreaterThan(0)
    expect(right, text).toBeLessThan(Number(width))
    expect(bottom, text).toBeLessThan(Number(height))
  }
  const over = texts.flatMap((a, at) =>
    texts
      .slice(at + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} over ${b.text}`),
  )
  expect(over).toEqual([])
})

test('the picture in docs/ is the one that is drawn now', () => {
  const path = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures', 'fifty.svg')
  expect(readFileSync(path, 'utf8'), 'run npm run topology-pictures').toBe(fifty.toSvg(fiftyPicture))
})

describe('500 networks with 10,000 endpoints', () => {
  const big = (networks: number): MadeHost => ({
    networks: Object.fromEntries(
      Array.from({ length: networks }, (_, at) => [`net-${at}`, { subnets: [`10.${at >> 8}.${at & 255}.0/24`] }]),
    ),
    containers: Object.fromEntries(
      Array.from({ length: networks * 10 }, (_, at): [string, MadeContainer] => {
        const on = (net: number, last: number) => ({
          [`net-${net}`]: {
            IPAddress: `10.${net >> 8}.${net & 255}.${last}`,
            Gateway: `10.${net >> 8}.${net & 255}.1`,
          },
        })
        const net = Math.floor(at / 10)
        return [`c-${at}`, { on: { ...on(net, 2 + (at % 10)), ...on((net + 1) % networks, 20 + (at % 10)) } }]
      }),
    ),
  })

  test('are a graph and a picture in a second of CPU each, and grow as what is in them does', () => {
    const measured = [250, 500].map((networks) => {
      const host = big(networks)
      const [t, graph] = timed(() => topologyOf({ one: host }))
      const [svg, picture] = timed(() => t.toSvg())
      expect(t.endpoints).toHaveLength(networks * 20)
      expect(count(svg, /<circle/g)).toBe(networks * 20)
      return { graph, picture, bytes: svg.length }
    })
    const [half, whole] = measured
    console.log('half, whole:', JSON.stringify(measured))
    expect(whole?.graph).toBeLessThan(1000)
    expect(whole?.picture).toBeLessThan(1000)
    expect((whole?.bytes ?? 0) / (half?.bytes ?? 1)).toBeLessThan(2.1)
  })
})

/** What it gives, and milliseconds of CPU: the better of two, for a program that has just begun compiles as it runs. */
function timed<Value>(work: () => Value): [value: Value, milliseconds: number] {
  const first = once(work)
  const second = once(work)
  return first[1] < second[1] ? first : second
}

function once<Value>(work: () => Value): [value: Value, milliseconds: number] {
  const began = process.cpuUsage()
  const value = work()
  const { user, system } = process.cpuUsage(began)
  return [value, Math.round((user + system) / 1000)]
}
