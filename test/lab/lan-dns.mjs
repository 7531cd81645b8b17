// lan-dns.mjs ADDRESS   the LAN's DNS server: gw.lab.test is ADDRESS, every other name does not exist.
//
// It says so at once: without it a container that asks for an unknown name would wait five seconds for a time-out.
import { createSocket } from 'node:dgram'
import { isIPv4 } from 'node:net'

const HEADER_BYTES = 12
const TYPE_A = 1
const TTL_SECONDS = 5
const FLAGS_ANSWER = 0x8580 // response, authoritative, recursion desired and available
const NXDOMAIN = 3

const [address] = process.argv.slice(2)
if (address === undefined || !isIPv4(address)) throw new Error('usage: lan-dns.mjs IPV4-ADDRESS')

/** The first question of a query: its name, its type and its bytes; undefined if the query is cut short. */
function readQuestion(query) {
  const labels = []
  let at = HEADER_BYTES
  while (at < query.length && query[at] !== 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]))
    at += 1 + query[at]
  }
  const end = at + 5 // the empty label, the type, the class
  if (end > query.length) return undefined
  return {
    name: labels.join('.').toLowerCase(),
    type: query.readUInt16BE(at + 1),
    bytes: query.subarray(HEADER_BYTES, end),
  }
}

function addressRecord() {
  const record = Buffer.alloc(16)
  record.writeUInt16BE(0xc000 | HEADER_BYTES, 0) // the name: a pointer to the question's
  record.writeUInt16BE(TYPE_A, 2)
  record.writeUInt16BE(1, 4) // class IN
  record.writeUInt32BE(TTL_SECONDS, 6)
  record.writeUInt16BE(4, 10)
  record.set(address.split('.').map(Number), 12)
  return record
}

function answer(query) {
  const question = readQuestion(query)
  if (question === undefined) return undefined
  const known = question.name === 'gw.lab.test'
  const records = known && question.type === TYPE_A ? [addressRecord()] : []
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt16BE(query.readUInt16BE(0), 0)
  header.writeUInt16BE(FLAGS_ANSWER | (known ? 0 : NXDOMAIN), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  return Buffer.concat([header, question.bytes, ...records])
}

const server = createSocket('udp4')
server.on('message', (query, asker) => {
  const reply = answer(query)
  if (reply !== undefined) server.send(reply, asker.port, asker.address)
})
server.bind(53, address, () => console.log('ready'))
