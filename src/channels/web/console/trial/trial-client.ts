import { CHANGE_KINDS, LEFT_OUT_REASONS, type PolicyDiffView } from '#contract/policy-diff.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import type { Client } from '../../browser/client.ts'
import { flag, integer, list, nullable, object, oneOf, text, type Shape } from '../../browser/shape.ts'
import { Verdict } from '../../browser/shapes.ts'

const Shadows = object({ agents: list(text) })

const PolicyDiff: Shape<PolicyDiffView> = object({
  agent: text,
  problems: list(
    object({ file: text, line: nullable(integer), column: nullable(integer), message: text, hint: nullable(text) }),
  ),
  compared: integer,
  changed: integer,
  kinds: list(object({ kind: oneOf(...CHANGE_KINDS), plans: integer })),
  changes: list(
    object({
      planId: text,
      title: text,
      status: oneOf(...PLAN_STATUSES),
      judgedAt: text,
      kind: oneOf(...CHANGE_KINDS),
      was: Verdict,
      would: Verdict,
      alreadySo: nullable(flag),
      steps: list(object({ index: integer, title: text, was: Verdict, would: Verdict })),
    }),
  ),
  left: list(object({ why: oneOf(...LEFT_OUT_REASONS), plans: integer })),
})

/** The agents that have rules on trial. */
export async function listShadows({ ask }: Client, signal: AbortSignal): Promise<readonly string[]> {
  return (await ask('GET /v1/policy/shadows', Shadows, { signal })).agents
}

/** What an agent's rules on trial said. */
export async function readShadow({ ask }: Client, agent: string, signal: AbortSignal): Promise<PolicyDiffView> {
  return await ask(`GET /v1/policy/shadow?agent=${encodeURIComponent(agent)}`, PolicyDiff, { signal })
}
