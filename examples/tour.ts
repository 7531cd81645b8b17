// The notes on Docker networks, played in order on a real engine. `npm run tour -- --help`
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { lab, labEngineNames, type LabEngineName } from '../test/lab/lab.js'
import { labPlace } from './tour/lab-place.js'
import { drawPicture } from './tour/picture.js'
import { guestPlace, type Place } from './tour/place.js'
import { play } from './tour/play.js'
import { Printer } from './tour/print.js'
import { steps } from './tour/steps.js'

const help = `npm run tour -- [options]   plays the notes on Docker networks

  --on e20|e26|newest   on this engine of the lab; newest by default
  --all                 on every engine of the lab, one after the other
  --engine <host>       as a guest on this engine, for example unix:///var/run/docker.sock
  --image <image>       the image a guest uses; needs sh, ip, ifconfig, ping and nslookup
  --picture <file>      where to write the picture of what was built; mooring-tour.svg in the folder for temporary files
  --help`

const printer = new Printer()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort(new Error('stopped; what was made is removed'))
  })
}
process.exitCode = await main().catch((error: unknown) => {
  printer.line('', error instanceof Error ? error.message : String(error), 'red')
  return stop.signal.aborted ? 130 : 1
})

async function main(): Promise<number> {
  const asked = readArguments()
  if (asked === undefined) return 2
  if (asked.help === true) {
    printer.line('', help)
    return 0
  }
  if (asked.engine !== undefined || asked.image !== undefined || !lab.canRun()) {
    return tour(() => guestPlace(asked.engine, asked.image), asked.picture)
  }
  return inLab(asked.all === true ? labEngineNames : [asked.on], asked.picture)
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        on: { type: 'string', default: 'newest' },
        all: { type: 'boolean' },
        engine: { type: 'string' },
        image: { type: 'string' },
        picture: { type: 'string', default: join(tmpdir(), 'mooring-tour.svg') },
        help: { type: 'boolean' },
      },
    })
    const on = labEngineNames.find((name) => name === values.on)
    if (on === undefined) throw new Error(`the lab has no engine ${values.on}; it has ${labEngineNames.join(', ')}`)
    return { ...values, on }
  } catch (error) {
    printer.line('', `${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    return undefined
  }
}

async function inLab(names: readonly LabEngineName[], picture: string): Promise<number> {
  const wasUp = await lab.isUp()
  if (!wasUp) printer.line('', "starting real engines from Debian's packages; the first time this takes a minute ...")
  try {
    await lab.up()
    let code = 0
    for (const name of names) code = Math.max(code, await tour(() => labPlace(name), picture))
    return code
  } finally {
    if (!wasUp) await lab.down()
  }
}

/** Plays the steps at one place, and leaves it as it was: at the end, after a failure, on ctrl-c. */
async function tour(open: () => Promise<Place>, picture: string): Promise<number> {
  stop.signal.throwIfAborted()
  const { scene, about, leave } = await open()
  try {
    for (const line of about) printer.line('', line)
    const { held, failed, skipped } = await play(steps, scene, printer, stop.signal)
    stop.signal.throwIfAborted()
    await drawPicture(scene, picture)
    printer.gap()
    printer.line('', `The picture of what was built: ${picture}`)
    const parts = [
      `${held} of ${steps.length} steps held`,
      `${failed} failed`,
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ]
    printer.line('', parts.join(', '), failed === 0 ? 'green' : 'red')
    return failed === 0 ? 0 : 1
  } finally {
    await leave()
  }
}
