import { nearest } from '../engine/call/nearest.js'
import { invalidArgument } from '../errors/invalid-argument.js'

/** The signals of Linux, as engines know them. */
const names = [
  ...['ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL'],
  ...['PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1'],
  ...['USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ', 'RTMIN', 'RTMAX'],
]

/** A signal by its name, with or without `SIG`, or by its number. */
export function checkStopSignal(signal: unknown): string {
  if (typeof signal !== 'string') throw invalidArgument('stopSignal', signal, "give a signal such as 'SIGQUIT'")
  if (/^\d{1,2}$/.test(signal) && Number(signal) >= 1 && Number(signal) <= 64) return signal
  const name = signal.toUpperCase().replace(/^SIG/, '')
  if (names.includes(name) || /^RTM(?:IN\+|AX-)\d{1,2}$/.test(name)) return signal
  const close = nearest(name, names)
  const hint = close === undefined ? "give a signal such as 'SIGQUIT'" : `did you mean "SIG${close}"?`
  throw invalidArgument('stopSignal', signal, hint)
}
