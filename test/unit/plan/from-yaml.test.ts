import { expect, test } from 'vitest'
import { MooringError } from '../../../src/index.js'
import { plan } from '../../../src/plan/index.js'

/** What is wrong with a text, as `line:column path CODE: message`. */
async function wrongIn(text: string): Promise<string[]> {
  try {
    await plan.fromYaml(text)
    return []
  } catch (error) {
    if (!MooringError.is(error, 'PLAN_INVALID')) throw error
    return error.details.violations.map(
      ({ path, line, column, code, message }) => `${line}:${column} ${path} ${code}: ${message}`,
    )
  }
}

test('a spec in YAML is what the same is in JSON', async () => {
  const text = `
# who is where
project: shop
networks:
  front:
  back: { subnet: fd00:1::/64, internal: true, on: a }
members:
  a/web:
    front: ~
    back: { alias: [www, "on"], mac: 02:42:00:00:00:07, gwPriority: 1 }
    bridge: false
`
  expect(await plan.fromYaml(text)).toEqual({
    project: 'shop',
    networks: { front: null, back: { subnet: 'fd00:1::/64', internal: true, on: 'a' } },
    members: {
      'a/web': {
        front: null,
        back: { alias: ['www', 'on'], mac: '02:42:00:00:00:07', gwPriority: 1 },
        bridge: false,
      },
    },
  })
  expect(await plan.fromYaml('\ufeff{"networks": {"front": {}}}')).toEqual({ networks: { front: {} } })
})

test('anchors, aliases and merge keys are followed', async () => {
  const text = `
networks:
  front: &usual
    internal: true
    label: { tier: web }
  back:
    <<: *usual
    internal: false
members:
  web: &both { front: , back:  }
  db: *both
`
  const label = { tier: 'web' }
  expect(await plan.fromYaml(text)).toEqual({
    networks: { front: { internal: true, label }, back: { internal: false, label } },
    members: { web: { front: null, back: null }, db: { front: null, back: null } },
  })
})

test('all that is wrong is told with its line and column, of what is merged where it was written', async () => {
  const text = `networks:
  front: &usual
    subnet: 10.0.0.1/24
  back:
    <<: [*usual, { internal: "no" }]
    subnet:
      - 10.1.0.0/24
      - { subnet: fd00::/64, gateway: 10.1.0.1 }
    label: { tier: 7 }
members:
  web:
    frnt: {}
`
  expect(await wrongIn(text)).toEqual([
    '3:5 networks.front.subnet HOST_BITS_SET: 10.0.0.1/24 has host bits set',
    '8:30 networks.back.subnet[1].gateway GATEWAY_OUTSIDE_SUBNET: the gateway 10.1.0.1 is not in the subnet fd00::/64',
    '5:20 networks.back.internal INVALID_ARGUMENT: internal cannot be "no"',
    '9:14 networks.back.label.tier INVALID_ARGUMENT: the label "tier" cannot be a number',
    '12:5 members.web.frnt UNKNOWN_OPTION: the spec has no network "frnt"',
  ])
  await expect(plan.fromYaml(text)).rejects.toThrow(
    'networks.front.subnet (line 3, column 5): 10.0.0.1/24 has host bits set; did you mean 10.0.0.0/24?',
  )
})

test.each([
  ['a key twice', 'networks:\n  a: {}\n  a: {}', ['3:3 the spec INVALID_ARGUMENT: Map keys must be unique']],
  [
    'a key as number and as text',
    'networks:\n  8: {}\n  "8": {}',
    ['3:3 the spec INVALID_ARGUMENT: Map keys must be unique'],
  ],
  ['no YAML', 'networks: [', [expect.stringMatching(/^1:\d+ the spec INVALID_ARGUMENT: /)]],
  ['a tab', '\tnetworks: {}', ['1:1 the spec INVALID_ARGUMENT: Tabs are not allowed as indentation']],
  ['two documents', '---\nproject: a\n---\nproject: b', ['3:1 the spec INVALID_ARGUMENT: a second document begins']],
  ['a tag', 'project: !secret x', ['1:10 the spec INVALID_ARGUMENT: Unresolved tag: !secret']],
  ['an alias of nothing', 'networks: *lan', ['1:11 the spec INVALID_ARGUMENT: no anchor &lan stands before']],
  ['a mapping for a key', '{ a: b }: c', ['1:1 the spec INVALID_ARGUMENT: a key is no text']],
  ['brackets without end', '['.repeat(20_000), ['1:102 the spec INVALID_ARGUMENT: it is nested deeper than 100 times']],
  ['lists without end', '- '.repeat(20_000), ['1:203 the spec INVALID_ARGUMENT: it is nested deeper than 100 times']],
  [
    'a mapping in itself',
    'networks: &x { front: *x }',
    ['1:16 networks.front.front UNKNOWN_OPTION: a network has no option "front"'],
  ],
  [
    'the key of a prototype',
    '__proto__: { project: a }',
    ['1:1 __proto__ UNKNOWN_OPTION: a plan has no option "__proto__"'],
  ],
  ['nothing', '# only a comment', ['undefined:undefined the spec INVALID_ARGUMENT: spec cannot be null']],
  ['a list', '- networks', ['1:1 the spec INVALID_ARGUMENT: spec cannot be an array']],
])('%s is refused', async (_, text, expected) => {
  expect(await wrongIn(text)).toEqual(expected)
})

test('aliases that would become gigabytes are refused at once', async () => {
  const tenOf = (name: string) => `[${Array.from({ length: 10 }, () => `*${name}`).join(', ')}]`
  const lines = Array.from({ length: 20 }, (_, at) => `a${at}: &a${at} ${at === 0 ? '[x, x]' : tenOf(`a${at - 1}`)}`)
  const began = performance.now()
  expect(await wrongIn(lines.join('\n'))).toEqual([expect.stringContaining('Excessive alias count')])
  expect(performance.now() - began).toBeLessThan(5000)
})

test.each([[undefined], [null], [7], [{}], [Buffer.from('networks:')]])('%s is no text', async (given) => {
  await expect(plan.fromYaml(given as never)).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    details: { argument: 'text' },
  })
})
