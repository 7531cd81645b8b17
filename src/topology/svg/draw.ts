import type { TopologyContainer, TopologyEndpoint, TopologyGraph, TopologyNetwork } from '../graph/graph.js'
import { Relations, type HostView } from '../graph/relations.js'
import { textOf } from '../print/text.js'
import { addressesOf, aliasesOf, doorsOf, hostWords, networkKind, visible, withoutOwn } from '../print/words.js'
import { bandsOf, type Band } from './bands.js'
import { networkColours, styleOf, type TopologyTheme } from './style.js'
import { fitted, widthOf } from './text-width.js'

export interface Drawing {
  readonly title: string | undefined
  readonly theme: TopologyTheme
}

// pixels
const margin = 24
const gutter = 220
const line = 16
const box = { height: 48, gap: 22 }
const door = { height: 18, gap: 5 }
/** How many ports are drawn; the title has them all. */
const mostDoors = 3

/** The graph as a picture. */
export function svgOf(graph: TopologyGraph, { title, theme }: Drawing): string {
  const relations = new Relations(graph)
  const picture = new Picture(graph, relations, columnOf(graph, relations))
  if (title !== undefined) picture.title(title)
  for (const view of relations.hosts) picture.host(view)
  const { width, height, drawn } = picture
  const names = graph.hosts.map(({ name }) => name).join(', ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${xml(visible(title ?? `The networks of ${names}`))}</title>`,
    `<desc>${xml(textOf(graph))}</desc>`,
    `<style>${styleOf(theme)}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n')
}

/** The width of a column: addresses fit, and names that are not very long. */
function columnOf(graph: TopologyGraph, relations: Relations): number {
  const addresses = graph.endpoints.flatMap(addressesOf).map((text) => widthOf(text, 12))
  const names = [
    ...graph.containers.map(({ name }) => widthOf(name, 13.5) + 10),
    ...graph.containers.flatMap(doorsOf).map((one) => widthOf(doorText(one), 11) + 8),
    ...graph.containers.map((one) => widthOf(withoutOwn(one, relations) ?? '', 11)),
  ]
  const widest = (widths: readonly number[]): number => widths.reduce((most, width) => Math.max(most, width), 0)
  return Math.round(Math.max(140, Math.min(310, widest(addresses) + 30), Math.min(180, widest(names) + 30)))
}

class Picture {
  readonly drawn: string[] = []
  width = 0
  height = margin
  readonly #relations: Relations
  readonly #column: number
  readonly #colours = new Map<string, number>()
  readonly #bands: ReadonlyMap<HostView, readonly Band[]>

  constructor(graph: TopologyGraph, relations: Relations, column: number) {
    this.#relations = relations
    this.#column = column
    this.#bands = new Map(relations.hosts.map((view) => [view, bandsOf(view, relations)]))
    for (const { networks } of relations.hosts)
      for (const { id } of networks)
        if (!this.#colours.has(id)) this.#colours.set(id, this.#colours.size % networkColours)
    const columns = [...this.#bands.values()].flat().map(({ containers }) => containers.length)
    const most = columns.reduce((most, count) => Math.max(most, count), 4)
    this.width = margin * 4 + gutter + column * most + this.#overhang(graph.endpoints)
  }

  /** How far the words at a dot, which begin in the middle of a column, may go beyond the last one. */
  #overhang(endpoints: readonly TopologyEndpoint[]): number {
    const half = this.#column / 2
    const widths = endpoints.flatMap((one) => this.#endpointWords(one)).map((text) => widthOf(visible(text), 12))
    const widest = widths.reduce((most, width) => Math.max(most, width), 0)
    return Math.max(0, Math.round(Math.min(widest, this.#column - 22) + 10 - half))
  }

  title(title: string): void {
    const room = this.width - margin * 2
    this.#text('title ink', margin, this.height + 16, fitted(visible(title), 20, room))
    this.height += 40
  }

  host(view: HostView): void {
    const top = this.height
    const frame = this.drawn.push('') - 1
    this.#text('host ink', margin * 2, top + 32, fitted(visible(hostWords(view.host)), 15, this.width - margin * 4))
    this.height = top + 56
    const seen = new Set<string>()
    for (const band of this.#bands.get(view) ?? []) this.#band(band, seen)
    this.drawn[frame] =
      `<rect class="group" x="${margin}" y="${top}" width="${this.width - margin * 2}" height="${this.height - top}" rx="16"/>`
    this.height += margin
  }

  #band({ containers, networks }: Band, seen: Set<string>): void {
    const doors = Math.max(0, ...containers.map((one) => shownDoors(one).length))
    const boxTop = this.height + doors * (door.height + door.gap)
    const below = boxTop + (containers.length > 0 ? box.height + box.gap : 0)
    const columns = new Map(containers.map((one, at) => [one.id, margin * 2 + gutter + this.#column * (at + 0.5)]))
    const stems = this.drawn.push('') - 1
    const ends = new Map<string, { y: number; active: boolean }>()
    let y = below + 12
    for (const network of networks) {
      const endpoints = this.#relations.on(network).filter(({ container }) => columns.has(container))
      const words = this.#networkWords(network, seen)
      const most = Math.max(0, ...endpoints.map((one) => this.#endpointWords(one).length))
      for (const { container, active } of endpoints)
        ends.set(container, { y, active: active || ends.get(container)?.active === true })
      this.#network(network, words, y)
      for (const one of endpoints) this.#endpoint(one, network, columns.get(one.container) ?? 0, y)
      y += Math.max(64, words.length * line + 34, most * line + 38)
      seen.add(network.id)
    }
    this.drawn[stems] = [...ends]
      .map(([id, end]) => {
        const x = columns.get(id) ?? 0
        return `<line class="stem${end.active ? '' : ' off'}" x1="${x}" y1="${boxTop + box.height}" x2="${x}" y2="${end.y}"/>`
      })
      .join('\n')
    for (const [at, container] of containers.entries()) this.#container(container, containers[at - 1], columns, boxTop)
    this.height = networks.length === 0 ? below + 16 : y
  }

  /** What stands below a network's name. */
  #networkWords(network: TopologyNetwork, seen: ReadonlySet<string>): string[] {
    if (seen.has(network.id)) return [`${network.driver} · continued`]
    const places = network.hosts.length > 1 ? [`${network.hosts.length} hosts`] : []
    const kind = [...networkKind(network), ...places].join(' · ')
    const pools = network.pools.flatMap(({ subnet, gateway }) =>
      gateway === undefined ? [`${subnet}`] : [`${subnet}`, `gateway ${gateway}`],
    )
    return [kind, ...pools]
  }

  #network(network: TopologyNetwork, words: readonly string[], y: number): void {
    const colour = this.#colours.get(network.id) ?? 0
    const left = margin * 2 + gutter - 4
    const right = this.width - margin * 2 - 8
    const name = visible(network.name)
    const kind = `bar s${colour}${network.internal ? ' internal' : ''}`
    const ranges = network.pools.flatMap(({ ipRange }) => (ipRange === undefined ? [] : [`range ${ipRange}`]))
    this.drawn.push(
      `<g><title>${xml([network.name, ...words, ...ranges, ...optionsOf(network)].map(visible).join('\n'))}</title>`,
    )
    this.drawn.push(`<line class="${kind}" x1="${left}" y1="${y}" x2="${right}" y2="${y}"/>`)
    if (!network.internal && network.pools.some(({ gateway }) => gateway !== undefined))
      this.drawn.push(`<path class="f${colour}" d="M${left - 12} ${y}l12 -10l12 10l-12 10z"/>`)
    this.#text(`network f${colour}`, margin * 2, y - 2, fitted(name, 15.5, gutter - 34))
    for (const [at, text] of words.entries())
      this.#text('quiet', margin * 2, y + line * (at + 1), fitted(visible(text), 12, gutter - 34))
    this.drawn.push('</g>')
  }

  #endpoint(endpoint: TopologyEndpoint, network: TopologyNetwork, x: number, y: number): void {
    const colour = this.#colours.get(network.id) ?? 0
    const { active, defaultRoute, defaultRoute6, mac } = endpoint
    const container = this.#relations.container(endpoint.container)
    const way = defaultRoute || defaultRoute6
    const words = this.#endpointWords(endpoint)
    const whole = [
      `${container?.name ?? ''} on ${network.name}`,
      ...addressesOf(endpoint),
      ...(mac === undefined ? [] : [`${mac}`]),
      ...endpoint.aliases.map((alias) => `@${alias}`),
      ...(way ? ['default route'] : []),
      ...(active ? [] : ['when it is started']),
    ]
    this.drawn.push(`<g><title>${xml(whole.map(visible).join('\n'))}</title>`)
    const fill = way ? ` f${colour}` : ''
    this.drawn.push(`<circle class="dot s${colour}${active ? '' : ' off'}${fill}" cx="${x}" cy="${y}" r="8"/>`)
    for (const [at, text] of words.entries())
      this.#text(
        text.startsWith('@') ? `f${colour}` : active ? 'ink' : 'quiet',
        x + 10,
        y + 24 + line * at,
        fitted(visible(text), 12, this.#column - 22),
      )
    this.drawn.push('</g>')
  }

  #endpointWords(endpoint: TopologyEndpoint): string[] {
    const container = this.#relations.container(endpoint.container)
    if (container === undefined) return []
    const aliases = aliasesOf(endpoint, container)
    return [...addressesOf(endpoint), ...(aliases.length > 0 ? [aliases.join(' ')] : [])]
  }

  #container(
    container: TopologyContainer,
    before: TopologyContainer | undefined,
    columns: ReadonlyMap<string, number>,
    y: number,
  ): void {
    const x = columns.get(container.id) ?? 0
    const width = this.#column - box.gap
    const without = withoutOwn(container, this.#relations)
    const { name, image, state, sharesWith } = container
    const note = state === 'running' ? [] : [state]
    this.drawn.push(
      `<g><title>${xml([name, image, state, ...(without === undefined ? [] : [without])].map(visible).join('\n'))}</title>`,
    )
    if (before !== undefined && sharesWith !== undefined && sharesWith === (before.sharesWith ?? before.id))
      this.drawn.push(
        `<line class="pair" x1="${x - this.#column / 2 - box.gap / 2}" y1="${y + 24}" x2="${x - width / 2}" y2="${y + 24}"/>`,
      )
    this.drawn.push(
      `<rect class="box${container.running ? '' : ' off'}" x="${x - width / 2}" y="${y}" width="${width}" height="${box.height}" rx="10"/>`,
    )
    this.#text('name ink', x, y + 20, fitted(visible(name), 13.5, width - 12))
    this.#text('image quiet', x, y + 37, fitted(visible([image, ...note].join(' · ')), 11, width - 12))
    if (without !== undefined)
      this.#text('note quiet', x, y + box.height + 17, fitted(visible(without), 11, this.#column - 8))
    this.drawn.push('</g>')
    this.#doors(container, x, y)
  }

  #doors(container: TopologyContainer, x: number, boxTop: number): void {
    const doors = doorsOf(container)
    if (doors.length === 0) return
    const shown = shownDoors(container)
    const width = this.#column - box.gap - 8
    this.drawn.push(
      `<g><title>${xml(doors.map((one) => `${doorText(one)} (${whoComesIn[one.reach]})`).join('\n'))}</title>`,
    )
    for (const [at, { text, reach }] of shown.entries()) {
      const y = boxTop - (shown.length - at) * (door.height + door.gap)
      this.drawn.push(
        `<rect class="${reach}" x="${x - width / 2}" y="${y}" width="${width}" height="${door.height}" rx="4"/>`,
      )
      this.#text('port', x, y + 13, fitted(text, 11, width - 6))
    }
    this.drawn.push('</g>')
  }

  #text(kind: string, x: number, y: number, text: string): void {
    this.drawn.push(`<text class="${kind}" x="${x}" y="${y}">${xml(text)}</text>`)
  }
}

const whoComesIn = {
  all: 'every address of the host',
  address: 'one address of the host',
  loopback: 'the host itself',
} as const

type Door = ReturnType<typeof doorsOf>[number]

function doorText({ outside, inside }: Pick<Door, 'outside' | 'inside'>): string {
  return `${outside} → ${inside.replace('/tcp', '')}`
}

/** The doors that are drawn: where there are too many, how many more. */
function shownDoors(container: TopologyContainer): { readonly text: string; readonly reach: Door['reach'] }[] {
  const doors = doorsOf(container)
  const shown = doors.slice(0, doors.length > mostDoors ? mostDoors - 1 : mostDoors)
  const more = doors.length - shown.length
  return [
    ...shown.map((one) => ({ text: doorText(one), reach: one.reach })),
    ...(more > 0 ? [{ text: `${more} more`, reach: 'address' as const }] : []),
  ]
}

function optionsOf({ options }: TopologyNetwork): string[] {
  return Object.entries(options).map(([key, value]) => `${key}=${value}`)
}

/** A text for XML. `visible()` has taken away what no XML may hold; line breaks of our own stay. */
function xml(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
}
