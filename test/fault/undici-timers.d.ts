// The clock of undici, for the test that puts it forward.
declare module 'undici/lib/util/timers.js' {
  const timers: { tick: (milliseconds: number) => void }
  export default timers
}
