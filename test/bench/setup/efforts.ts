import type { Effort } from '../parts/part.js'

/** For the page. */
export const whole: Effort = { processes: 2, blocks: 20, runs: 3, gateOnly: false }

/** For the gate: a few rows, and as many rounds as three minutes allow. */
export const gate: Effort = { processes: 2, blocks: 30, runs: 6, gateOnly: true }
