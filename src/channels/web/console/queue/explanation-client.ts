import type { ExplanationView } from '#contract/explanation.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import type { Client } from '../../browser/client.ts'
import { flag, integer, list, nullable, object, oneOf, text, type Shape } from '../../browser/shape.ts'
import { anyJson, Verdict } from '../../browser/shapes.ts'

const Rules = list(
  object({
    id: text,
    effect: oneOf('permit', 'forbid'),
    asks: nullable(list(text)),
    reason: nullable(text),
    at: nullable(object({ file: text, line: integer })),
    today: oneOf('same', 'changed', 'gone'),
    holds: nullable(flag),
    currency: nullable(text),
    parts: list(
      object({
        text,
        words: nullable(text),
        holds: nullable(flag),
        values: list(object({ name: text, shown: flag, value: anyJson })),
      }),
    ),
  }),
)

const Explanation: Shape<ExplanationView> = object({
  planId: text,
  status: oneOf(...PLAN_STATUSES),
  title: text,
  digest: nullable(text),
  judgedAt: nullable(text),
  rules: oneOf('current', 'replaced', 'not-kept'),
  agrees: nullable(flag),
  conditions: flag,
  verdict: Verdict,
  whole: nullable(object({ verdict: Verdict, rules: Rules })),
  effects: list(object({ index: integer, title: text, verdict: Verdict, rules: Rules })),
})

/** Why a plan was judged as it was, for this reader. It costs the server a judgement. */
export async function readExplanation({ ask }: Client, planId: string, signal: AbortSignal): Promise<ExplanationView> {
  return await ask(`GET /v1/plans/${encodeURIComponent(planId)}/explanation`, Explanation, { signal })
}
