import { describe, expect, test } from 'vitest'
import { ofFamily, readAnswerSection, readGetent, readNslookup } from '../../../src/container/addresses/dns-answers.js'

describe('what dig prints is read as addresses in its order', () => {
  test('an answer section, without names and records of other types', () => {
    const text = `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4242
;; flags: qr rd ra; QUERY: 1, ANSWER: 3, AUTHORITY: 1, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; ANSWER SECTION:
www.example.test.	60	IN	CNAME	app.example.test.
app.example.test.	600	IN	A	172.72.0.4
app.example.test.	600	IN	A	172.72.0.2
;; AUTHORITY SECTION:
example.test.	60	IN	A	10.0.0.1
`
    expect(readAnswerSection(text).join(' ')).toBe('172.72.0.4 172.72.0.2')
  })

  test('AAAA records, and drill, which writes a blank between', () => {
    expect(readAnswerSection(';; ANSWER SECTION:\r\napp.\t600\tIN\tAAAA\tfd00::2\r\n').join(' ')).toBe('fd00::2')
  })

  test('an unknown name has no answers', () => {
    expect(readAnswerSection(';; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n')).toEqual([])
  })
})

describe('what nslookup prints is read without its server', () => {
  test("BIND's", () => {
    const text =
      'Server:\t\t127.0.0.11\nAddress:\t127.0.0.11#53\n\nNon-authoritative answer:\nName:\tapp\nAddress: 172.72.0.3\nName:\tapp\nAddress: 172.72.0.2\n'
    expect(readNslookup(text).join(' ')).toBe('172.72.0.3 172.72.0.2')
  })

  test("BusyBox's of today, which asks for both families", () => {
    const text =
      'Server:\t\t127.0.0.11\nAddress:\t127.0.0.11:53\n\nNon-authoritative answer:\n\nNon-authoritative answer:\nName:\tapp\nAddress: 172.72.0.3\nName:\tapp\nAddress: fd00::3\n\n'
    expect(readNslookup(text).join(' ')).toBe('172.72.0.3 fd00::3')
  })

  test("BusyBox's of old, with numbers and names", () => {
    const text =
      'Server:    127.0.0.11\nAddress 1: 127.0.0.11\n\nName:      app\nAddress 1: 172.72.0.3 c1.mybridge\nAddress 2: 172.72.0.4 c2.mybridge\n'
    expect(readNslookup(text).join(' ')).toBe('172.72.0.3 172.72.0.4')
  })

  test('an unknown name has no answers', () => {
    expect(
      readNslookup("Server:\t\t127.0.0.11\nAddress:\t127.0.0.11#53\n\n** server can't find nope: NXDOMAIN\n"),
    ).toEqual([])
  })
})

test('what getent prints is read once for each address', () => {
  const text = '172.72.0.2      STREAM app\n172.72.0.2      DGRAM  \n172.72.0.2      RAW    \nfd00::2         STREAM \n'
  expect(readGetent(text).join(' ')).toBe('172.72.0.2 fd00::2')
  expect(ofFamily(readGetent(text), 6).join(' ')).toBe('fd00::2')
})
