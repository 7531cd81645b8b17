import { describe, expect, test } from 'vitest'
import { everything, topologyOf } from './made.js'

const t = topologyOf({ one: everything })

test('text tells each network with who is on it', () => {
  expect(t.toText()).toBe(`one, Docker 28.5.2
  back  bridge, internal, 10.20.0.0/24 gateway 10.20.0.1
    api  10.20.0.2
    db   10.20.0.3  @db-main paused
  bridge  bridge, 172.17.0.0/16 gateway 172.17.0.1
    plain  172.17.0.2  default route
  empty  bridge, 10.30.0.0/24 gateway 10.30.0.1
  front  bridge, 10.10.0.0/24 gateway 10.10.0.1, fd00:10::/64 gateway fd00:10::1
    api     10.10.0.4             default route
    old     10.10.0.9             8081->80/tcp any->90/tcp exited
    web-2   10.10.0.2 fd00:10::2  @web 192.0.2.9:53->53/udp 8080->80/tcp default route
    web-10  10.10.0.3             @web 127.0.0.1:9000->80/tcp default route
  host  host
    monitor
  lan  macvlan, eth0, 192.0.2.0/24 gateway 192.0.2.1
    edge  192.0.2.65  default route
  without a network of their own
    job      no network
    sidecar  network of web-2
`)
  expect(String(t)).toBe(t.toText())
})

test('of two hosts, each is told after the other, and one that changed says so', () => {
  expect(topologyOf({ a: {}, b: { changing: true } }).toText()).toBe(
    'a, Docker 28.5.2\n\nb, Docker 28.5.2, which changed while it was read\n',
  )
})

test('a Mermaid flowchart has a node for each thing, and an edge for each endpoint', () => {
  const text = t.toMermaid()
  expect(text).toContain('n0(["back<br/>bridge, internal<br/>10.20.0.0/24"]):::internal\n')
  expect(text).toContain('c5["old"]:::stopped\n')
  expect(text).toContain('c5 -.-|"10.10.0.9"| n3\n')
  expect(text).toContain('c8 ---|"10.10.0.2<br/>fd00:10::2<br/>@web"| n3\n')
  expect(text).toContain('c7 ==> c8\n')
  expect(text).toContain('o0((outside)) -->|"192.0.2.9:53 to 53/udp<br/>8080 to 80/tcp"| c8\n')
})

test('a graph of Graphviz has the same', () => {
  const text = t.toDot()
  expect(text).toContain('n0 [shape=box, style="rounded,dashed", label="back\\nbridge, internal\\n10.20.0.0/24"]\n')
  expect(text).toContain('c5 -- n3 [label="10.10.0.9", style=dashed]\n')
  expect(text).toContain('c7 -- c8 [style=bold]\n')
  expect(text.match(/o0 \[shape/g)).toHaveLength(1)
  expect(text).toContain('o0 -- c8 [dir=forward, label="192.0.2.9:53 to 53/udp\\n8080 to 80/tcp"]\n')
})

describe('a name is a name, whatever it looks like', () => {
  const bad = 'a"]; end <b>&amp; `#` \\N\u001b[31m\n%%{init}%%'
  const odd = topologyOf({
    [bad]: { networks: { [bad]: {} }, containers: { [bad]: { on: { [bad]: { Aliases: [`${bad}2`] } } } } },
  })

  test('in text', () => {
    expect(odd.toText()).toContain('\\u001b[31m\\u000a%%')
    expect(odd.toText()).not.toContain('\u001b')
    expect(odd.toText().split('\n')).toHaveLength(4)
  })

  test('for Mermaid', () => {
    const labels = [...odd.toMermaid().matchAll(/"([^"\n]*)"/g)].map(([, label = '']) => label.replaceAll('<br/>', ''))
    expect(labels).toHaveLength(4)
    expect(labels.filter((label) => !/^(?:[\p{L}\p{N} .,:/@_-]|#\d+;)*$/u.test(label))).toEqual([])
  })

  test('for Graphviz', () => {
    const labels = [...odd.toDot().matchAll(/label="((?:[^"\\]|\\.)*)"/g)].map(([, label = '']) => label)
    expect(labels).toHaveLength(4)
    expect(labels[1]).toBe('a\\"]; end <b>&amp;amp; `#` \\\\N\\\\u001b[31m\\\\u000a%%{init}%%\\nbridge')
  })
})
