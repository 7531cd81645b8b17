import { MooringError } from 'mooring'
import type { Printer } from './print.js'
import type { Scene, Step } from './step.js'

/** How a tour went. */
export interface Outcome {
  readonly held: number
  readonly failed: number
  readonly skipped: number
}

/** Plays the steps in order, until the signal. A step that fails does not keep the next from being played. */
export async function play(
  steps: readonly Step[],
  scene: Scene,
  printer: Printer,
  signal?: AbortSignal,
): Promise<Outcome> {
  const outcome = { held: 0, failed: 0, skipped: 0 }
  for (const [index, step] of steps.entries()) {
    if (signal?.aborted === true) break
    if (step.chapter !== undefined) {
      printer.gap()
      printer.line('== ', step.chapter, 'bold')
    }
    const skipped = step.needsHosts === true && scene.hosts === undefined
    outcome[skipped ? 'skipped' : (await playOne(step, index + 1, scene, printer)) ? 'held' : 'failed'] += 1
    if (skipped) {
      title(step, index + 1, printer)
      printer.line('    - ', 'skipped: it needs two engines on one LAN', 'yellow')
    }
  }
  return outcome
}

function title({ notes, code }: Step, number: number, printer: Printer): void {
  printer.gap()
  printer.line(`${String(number).padStart(2)}  $ `, notes, 'dim')
  printer.line('    > ', code, 'cyan')
}

async function playOne(step: Step, number: number, scene: Scene, printer: Printer): Promise<boolean> {
  title(step, number, printer)
  let stated = 0
  let held = 0
  try {
    await step.run(scene, {
      answer: (line) => {
        printer.line('      ', line)
      },
      holds: (statement, fact) => {
        stated += 1
        if (fact) held += 1
        printer.line(fact ? '    + ' : '    X ', statement, fact ? 'green' : 'red')
      },
    })
  } catch (error) {
    printer.line('    X ', said(error), 'red')
    return false
  }
  if (step.remark !== undefined) printer.line('      ', step.remark, 'dim')
  return stated > 0 && held === stated
}

function said(error: unknown): string {
  if (MooringError.is(error)) return `${error.code}: ${error.message}`
  return error instanceof Error ? error.message : String(error)
}
