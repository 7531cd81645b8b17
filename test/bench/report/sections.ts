import type { PartName } from '../parts/parts.js'

interface Section {
  readonly title: string
  /** What the rows and the columns mean. */
  readonly text: string
}

/** What stands above the tables of each part. */
export const sections: Readonly<Record<PartName, Section>> = {
  calls: {
    title: 'Short calls',
    text: `CPU of one call, and its ratio to undici. undici is \`Pool.request\`, the body as text and JSON.parse, without any check;
dispatch is \`Pool.dispatch\` with the least handler that works, below which nothing that is built on undici can be. The list
has 3 networks (2 KB). Create and delete are two requests, counted as one call. With 64 in flight undici opens 64
connections, and mooring the 32 that it has at most.`,
  },
  lists: {
    title: 'Long lists',
    text: `CPU of one call, and its ratio to undici. JSON.parse is most of it, for everybody. With \`validateReplies\` every field of
the reply is checked.`,
  },
  logs: {
    title: 'Logs',
    text: `Payload for one second of CPU, and the ratio to drain. drain counts the bytes of the body and tells no frames apart.
hand-written cuts the frames out of what undici brings and gives them by an iterator made for this. An engine sends each
frame in a chunk of its own; the last row has them in chunks of 32 KiB. dockerode and node-sdk read a part of what the
others read, because they would take minutes.`,
  },
  pipes: {
    title: 'Attach and exec',
    text: `Payload for one second of CPU, and the ratio to hand-written: the socket of undici's upgrade, frames cut by hand and given
by an iterator. callback is the same without the iterator, and without anything that slows the sender down. The frames
have 80 bytes and follow each other without anything in between. Chunks of 8 and of 64 KiB are logs, because a raw
connection is cut where the kernel likes: what a byte costs must not grow with the chunk. One frame of 64 MiB is measured
by the clock.`,
  },
  events: {
    title: 'Events',
    text: `Events of 405 bytes, parsed, for one second of CPU, and the ratio to hand-written: what undici brings, cut at newlines,
JSON.parse, given by an iterator. dockerode gives bytes; cutting and parsing them is counted with it.`,
  },
  import: {
    title: 'Import',
    text: `CPU of a whole program less that of an empty one, each in a process of its own, and the ratio to dockerode. "import, list,
close" ends by itself when nothing is left to do.`,
  },
  cidr: {
    title: 'Addresses',
    text: `CPU of one operation, and how many times the work of ip-address is done for the same CPU. A free subnet is asked of an
engine with 10,000 networks: most of it is the list, whose cost alone stands beside it.`,
  },
  memory: {
    title: 'Memory',
    text: `Each in a process of its own. The peak is all memory of the process, Node included. The slow reader takes one frame of 1 KiB
for each turn of the event loop while the engine sends as fast as it may; its growth is what it adds to the peak of a
reader who read the same without waiting. The ping is by the clock.`,
  },
  engine: {
    title: 'A real container',
    text: `Client CPU of making and starting a container, running a program in it, reading what that says, and removing the container,
on the newest engine of the lab. By the clock it is the engine's: no client can make it faster.`,
  },
}
