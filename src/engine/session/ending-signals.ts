import { invalidArgument } from '../../errors/invalid-argument.js'

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const

/** A signal that ends a program, and that the program can catch: SIGINT is Ctrl-C. */
export type EndingSignal = (typeof endingSignals)[number]

/** What is done before the program ends. It does not reject, and gives what is done if the program does not end. */
type LastAct = () => Promise<() => void>

/** What is to be done at each signal. One listener serves all clients: the signal goes on when the last one is done. */
const acts = new Map<EndingSignal, Set<LastAct>>()
let ending = false

/**
 * Does something at a signal, once, and then lets the signal go on its usual way: the program is ended by it, unless
 * somebody else listens. A second signal does not wait.
 *
 * @returns what takes it back
 * @throws UsageError INVALID_ARGUMENT
 */
export function beforeEndingBy(signals: readonly EndingSignal[], act: LastAct): () => void {
  if (signals.length === 0) throw refuse(signals)
  for (const signal of signals) if (!endingSignals.includes(signal)) throw refuse(signal)
  for (const signal of signals) listenFor(signal).add(act)
  return () => {
    for (const signal of signals) {
      const rest = acts.get(signal)
      rest?.delete(act)
      if (rest?.size === 0 && !ending) ignore(signal)
    }
  }
}

function listenFor(signal: EndingSignal): Set<LastAct> {
  const found = acts.get(signal) ?? new Set()
  if (!acts.has(signal)) {
    acts.set(signal, found)
    process.on(signal, onSignal)
  }
  return found
}

function ignore(signal: EndingSignal): void {
  acts.delete(signal)
  process.removeListener(signal, onSignal)
}

function onSignal(signal: NodeJS.Signals): void {
  const which = signal as EndingSignal // it is listened for only because somebody named it
  if (ending) {
    goOn(which)
    return
  }
  ending = true
  const last = [...(acts.get(which) ?? [])].map((act) => act())
  void Promise.all(last).then((goOnWith) => {
    if (ending) goOn(which) // else a second signal has gone on already
    for (const each of goOnWith) each()
  })
}

/** The usual way of a signal: without a listener it ends the program, and a shell says 130 or 143. */
function goOn(signal: EndingSignal): void {
  ending = false
  ignore(signal)
  for (const [other, rest] of acts) if (rest.size === 0) ignore(other)
  // Other listeners have had it from Node, and what follows is theirs. Another copy of this package sends it on by itself.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}

function refuse(given: unknown): Error {
  return invalidArgument('signal', given, `give one or more of ${endingSignals.join(', ')}`)
}
