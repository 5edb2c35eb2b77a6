import type { PlanProgram } from '../contract.ts'
import { runProgram } from './run.ts'
import type { RunPlan } from './wire.ts'

declare global {
  var runPlan: RunPlan
}

// The isolate's one door. Whoever calls it built the JSON, so it isn't checked here; what comes out is checked outside.
globalThis.runPlan = (planJson, start, wait, treeJson) => {
  const program: PlanProgram = JSON.parse(planJson)
  const bridge = {
    start: (requestJson: string) => {
      start.applySync(undefined, [requestJson])
    },
    wait: (index: number) => String(wait.applySyncPromise(undefined, [index])),
  }
  const outcome = runProgram(program, bridge, treeJson === null ? {} : { parse: () => JSON.parse(treeJson) })
  return JSON.stringify(outcome)
}
