import { aliasSteps } from './alias-steps.js'
import { bridgeSteps } from './bridge-steps.js'
import { hostSteps } from './host-steps.js'
import { macvlanSteps } from './macvlan-steps.js'
import { modeSteps } from './mode-steps.js'
import type { Step } from './step.js'

/** The notes, from the first command to the last. */
export const steps: readonly Step[] = [...bridgeSteps, ...modeSteps, ...aliasSteps, ...macvlanSteps, ...hostSteps]
