import type { Operation } from './operation'
import type { Process } from './profile'

export interface RunTime {
  setup: number
  /** Minutes made from the operation's geometry by the process's rates. */
  run: number
  /** Minutes of the run (without set-up) that a person is at it. */
  attendedRun: number
  /** Minutes that pass by themselves: the rest of the run, and burn-out, curing or the assay office. */
  unattended: number
}

/** How long one operation takes on one process, minutes. A quantity without a rate takes no time. */
export function runTime(operation: Operation, process: Process): RunTime {
  let run = 0
  for (const [quantity, rate] of Object.entries(process.rates)) {
    run += (rate ?? 0) * (operation.quantities[quantity as keyof Operation['quantities']] ?? 0)
  }
  const attendedRun = run * process.attended
  return { setup: process.setupMinutes, run, attendedRun, unattended: run - attendedRun + process.unattendedMinutes }
}
