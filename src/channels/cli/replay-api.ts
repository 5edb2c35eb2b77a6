import { z } from 'zod'
import type { ReplayView } from '#contract/replay.ts'
import { Json, JsonObject } from '#core/json.ts'
import { StandingEdit } from '#core/plan-edit.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import { ask, type Api } from './api.ts'

const Place = z.looseObject({ line: z.number(), column: z.number() })
const Step = { index: z.number(), tool: z.string(), title: z.string(), args: JsonObject, at: Place }

const Replay: z.ZodType<ReplayView> = z.looseObject({
  planId: z.string(),
  status: z.enum(PLAN_STATUSES),
  steps: z.array(
    z.discriminatedUnion('type', [
      z.looseObject({
        ...Step,
        type: z.literal('read'),
        answer: z.discriminatedUnion('ok', [
          z.looseObject({ ok: z.literal(true), value: Json }),
          z.looseObject({ ok: z.literal(false), code: z.string() }),
        ]),
      }),
      z.looseObject({ ...Step, type: z.literal('write') }),
    ]),
  ),
  edits: z.array(StandingEdit).default([]),
  said: z.string().nullable(),
  failure: z.looseObject({ kind: z.string(), message: z.string(), at: Place.nullable() }).nullable(),
  digest: z.string().nullable(),
  digestAgain: z.string().nullable(),
  differs: z.array(z.string()),
})

/** Has a plan's program run again over what it read. */
export async function replayPlan(api: Api, planId: string, signal: AbortSignal): Promise<ReplayView> {
  return await ask(api, `GET /v1/plans/${encodeURIComponent(planId)}/replay`, Replay, { signal })
}
