import type { ExplanationView } from '#contract/explanation.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../../../client.ts'

/** Why a plan was judged as it was, for this reader. It costs the server a judgement. */
export async function readExplanation({ ask }: Client, planId: string, signal: AbortSignal): Promise<ExplanationView> {
  return await ask(wire.explainPlan, { planId }, { signal })
}
