import type { Effort } from '../parts/part.js'

/** For the page. */
export const whole: Effort = { blocks: 40, runs: 7, gateOnly: false }

/** For the gate: a few rows, and as many rounds as three minutes allow. */
export const gate: Effort = { blocks: 24, runs: 5, gateOnly: true }
