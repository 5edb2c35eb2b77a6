import { z } from 'zod'
import type { ExplanationView } from '#contract/explanation.ts'
import { CHANGE_KINDS, LEFT_OUT_REASONS, type PolicyDiffView } from '#contract/policy-diff.ts'
import { Json } from '#core/json.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import { Verdict } from '#core/verdict.ts'
import { ask, type Api } from './api.ts'

const Part = z.looseObject({
  text: z.string(),
  words: z.string().nullable().default(null),
  holds: z.boolean().nullable(),
  values: z.array(z.looseObject({ name: z.string(), shown: z.boolean(), value: Json })),
})

const Rule = z.looseObject({
  id: z.string(),
  effect: z.enum(['permit', 'forbid']),
  asks: z.array(z.string()).nullable(),
  reason: z.string().nullable(),
  at: z.looseObject({ file: z.string(), line: z.number() }).nullable(),
  today: z.enum(['same', 'changed', 'gone']),
  holds: z.boolean().nullable(),
  currency: z.string().nullable(),
  parts: z.array(Part),
})

const Explanation: z.ZodType<ExplanationView> = z.looseObject({
  planId: z.string(),
  status: z.enum(PLAN_STATUSES),
  title: z.string(),
  digest: z.string().nullable(),
  judgedAt: z.string().nullable(),
  rules: z.enum(['current', 'replaced', 'not-kept']),
  agrees: z.boolean().nullable(),
  conditions: z.boolean(),
  verdict: Verdict,
  whole: z.looseObject({ verdict: Verdict, rules: z.array(Rule) }).nullable(),
  effects: z.array(z.looseObject({ index: z.number(), title: z.string(), verdict: Verdict, rules: z.array(Rule) })),
})

const PolicyDiff: z.ZodType<PolicyDiffView> = z.looseObject({
  agent: z.string(),
  problems: z.array(
    z.looseObject({
      file: z.string(),
      line: z.number().nullable(),
      column: z.number().nullable(),
      message: z.string(),
      hint: z.string().nullable(),
    }),
  ),
  compared: z.number(),
  changed: z.number(),
  kinds: z.array(z.looseObject({ kind: z.enum(CHANGE_KINDS), plans: z.number() })),
  changes: z.array(
    z.looseObject({
      planId: z.string(),
      title: z.string(),
      status: z.enum(PLAN_STATUSES),
      judgedAt: z.string(),
      kind: z.enum(CHANGE_KINDS),
      was: Verdict,
      would: Verdict,
      alreadySo: z.boolean().nullable(),
      steps: z.array(z.looseObject({ index: z.number(), title: z.string(), was: Verdict, would: Verdict })),
    }),
  ),
  left: z.array(z.looseObject({ why: z.enum(LEFT_OUT_REASONS), plans: z.number() })),
})

/** Judges stored plans again by candidate rules. */
export async function diffPolicy(
  api: Api,
  candidate: { readonly agent?: string; readonly file: string; readonly text: string; readonly last?: number },
  signal: AbortSignal,
): Promise<PolicyDiffView> {
  return await ask(api, 'POST /v1/policy/diff', PolicyDiff, { signal, body: candidate, replyMs: DIFF_MS })
}

/** What an agent's rules on trial said. */
export async function readShadow(api: Api, agent: string | undefined, signal: AbortSignal): Promise<PolicyDiffView> {
  const query = agent === undefined ? '' : `?agent=${encodeURIComponent(agent)}`
  return await ask(api, `GET /v1/policy/shadow${query}`, PolicyDiff, { signal, replyMs: DIFF_MS })
}

/** Ten thousand plans are judged in some seconds; a machine may be busy. */
const DIFF_MS = 300_000

/** Why a plan was judged as it was, for this reader. */
export async function explainPlan(api: Api, planId: string, signal: AbortSignal): Promise<ExplanationView> {
  return await ask(api, `GET /v1/plans/${encodeURIComponent(planId)}/explanation`, Explanation, { signal })
}
