/** Which colours a picture has; `auto` follows what its reader prefers. */
export type TopologyTheme = 'light' | 'dark' | 'auto'

interface Colours {
  readonly page: string
  readonly group: string
  readonly box: string
  readonly line: string
  readonly ink: string
  readonly quiet: string
  readonly door: string
  readonly doorInk: string
  /** For networks, in turn. Each stands out from the page (4.5 to 1), also to those who see no red or no green. */
  readonly networks: readonly string[]
}

const light: Colours = {
  page: '#ffffff',
  group: '#f8fafc',
  box: '#ffffff',
  line: '#94a3b8',
  ink: '#0f172a',
  quiet: '#526077',
  door: '#fde68a',
  doorInk: '#713f12',
  networks: ['#1d5fd0', '#b45309', '#0f766e', '#a21caf', '#4d7c0f', '#be123c', '#6d28d9', '#0e7490'],
}

const dark: Colours = {
  page: '#0d1420',
  group: '#131c2b',
  box: '#1b2637',
  line: '#64748b',
  ink: '#f1f5f9',
  quiet: '#a3b1c6',
  door: '#5b4108',
  doorInk: '#fde68a',
  networks: ['#7db2ff', '#f5a35c', '#4fd1c1', '#ee8df5', '#b3d95a', '#ff92a5', '#b9a2ff', '#67d5ee'],
}

/** How many colours networks have. */
export const networkColours = light.networks.length

const fixed = [
  'text{font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;font-size:12px}',
  '.title{font-size:20px;font-weight:600}',
  '.host{font-size:15px;font-weight:600}',
  '.network{font-size:15px;font-weight:600}',
  '.name{font-size:13px;font-weight:600;text-anchor:middle}',
  '.image,.note{font-size:11px;text-anchor:middle}',
  '.port{font-size:11px;text-anchor:middle}',
  '.bar{stroke-width:8;stroke-linecap:round;fill:none}',
  '.internal{stroke-width:8;stroke-dasharray:1 15}',
  '.dot{stroke-width:3}',
  '.stem{stroke-width:2}',
  '.off{stroke-dasharray:4 4}',
  '.pair{stroke-width:6}',
]

/** The style sheet of a picture: plain rules, for many drawing programs know no variables. */
export function styleOf(theme: TopologyTheme): string {
  const first = theme === 'dark' ? dark : light
  const other = theme === 'auto' ? [`@media (prefers-color-scheme:dark){${rulesOf(dark).join('')}}`] : []
  return [...fixed, ...rulesOf(first), ...other].join('\n')
}

function rulesOf(colours: Colours): string[] {
  const { page, group, box, line, ink, quiet, door, doorInk, networks } = colours
  return [
    `.page{fill:${page}}`,
    `.group{fill:${group};stroke:${line}}`,
    `.box{fill:${box};stroke:${line};stroke-width:1.5}`,
    `.stem,.pair{stroke:${line}}`,
    `.ink{fill:${ink}}`,
    `.quiet{fill:${quiet}}`,
    `.all{fill:${door};stroke:${doorInk}}`,
    `.address,.loopback{fill:${group};stroke:${doorInk}}`,
    `.loopback{stroke-dasharray:3 3}`,
    `.port{fill:${doorInk}}`,
    `.dot{fill:${group}}`,
    ...networks.flatMap((colour, at) => [`.f${at}{fill:${colour}}`, `.s${at}{stroke:${colour}}`]),
  ]
}
