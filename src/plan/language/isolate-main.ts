import type { PlanProgram } from '../contract.ts'
import { runProgram } from './run.ts'
import type { RunPlan } from './wire.ts'

declare global {
  var runPlan: RunPlan
}

// The isolate's one door. Whoever calls it built the JSON, so it isn't checked here; what comes out is checked outside.
globalThis.runPlan = (planJson, start, wait) => {
  const program: PlanProgram = JSON.parse(planJson)
  const outcome = runProgram(program, {
    start: (requestJson) => {
      start.applySync(undefined, [requestJson])
    },
    wait: (index) => String(wait.applySyncPromise(undefined, [index])),
  })
  return JSON.stringify(outcome)
}
