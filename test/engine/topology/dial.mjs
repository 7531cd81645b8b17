// dial.mjs ADDRESS...   asks each over HTTP, all at once, and prints those that answer. A kernel takes a connection at
// once, or drops it: a second is enough for that; a program has two for its answer.
import { connect } from 'node:net'

const request = 'GET / HTTP/1.0\r\n\r\n'

for (const address of process.argv.slice(2)) {
  const at = address.lastIndexOf(':')
  const socket = connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)) })
  const connecting = after(1000, () => socket.connecting && socket.destroy())
  socket.once('connect', () => {
    clearTimeout(connecting)
    const answering = after(2000, () => socket.destroy())
    socket.once('close', () => clearTimeout(answering))
    socket.write(request)
  })
  socket.once('data', () => {
    console.log(address)
    socket.destroy()
  })
  socket.once('close', () => clearTimeout(connecting))
  socket.on('error', () => undefined) // no answer, whatever the reason
}

/** On a busy machine the time may be up before what has arrived is read: that comes first. */
function after(milliseconds, late) {
  return setTimeout(() => setImmediate(late), milliseconds)
}
