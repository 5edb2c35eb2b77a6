import { z } from 'zod'
import { refusedDecision, type DecisionAnswer } from '../decision-answer.ts'
import type { Api } from './api.ts'
import { Decided, DecisionView } from './api-shapes.ts'
import { parsed, problemError } from './server-reply.ts'

const Refusal = z.looseObject({
  code: z.string().optional(),
  detail: z.string().optional(),
  needs: z.array(z.string()).optional(),
  decision: DecisionView.nullish().catch(null),
})

/** Reads the server's answer to a decision. Throws for all that isn't about the plan. */
export async function decisionResult(response: Response, api: Api): Promise<DecisionAnswer> {
  if (response.ok) return { outcome: 'decided', plan: (await parsed(response, Decided, api.url)).plan }
  const refusal = Refusal.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  )
  const answer = refusedDecision(response.status, refusal.data ?? {})
  if (answer === null) throw await problemError(response)
  return answer
}
