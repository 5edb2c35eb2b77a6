import { z } from 'zod'
import { StandingEdit } from '#plan-language/values/plan-edit.ts'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { AnyJson, AnyJsonObject, Id } from './fields.ts'

const Place = z.object({ line: z.int(), column: z.int() }).describe('Where in the program: line from 1, column from 0.')

const Step = {
  index: z.int(),
  tool: z.string(),
  title: z.string().describe('The step in words.'),
  args: AnyJsonObject,
  at: Place,
}

export const ReplayStep = z.discriminatedUnion('type', [
  z.object({
    ...Step,
    type: z.literal('read'),
    answer: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: AnyJson }),
      z.object({ ok: z.literal(false), code: z.string() }),
    ]),
  }),
  z.object({ ...Step, type: z.literal('write') }),
])
export type ReplayStep = z.infer<typeof ReplayStep>

export const ReplayView = z
  .object({
    planId: Id,
    status: z.enum(PLAN_STATUSES),
    steps: z.array(ReplayStep).readonly().describe('The reads in the order of their asking, then what was staged.'),
    edits: z
      .array(StandingEdit)
      .readonly()
      .describe('What people changed of what was staged; `effect` is the step as it was staged.'),
    said: z.string().nullable(),
    failure: z.object({ kind: z.string(), message: z.string(), at: Place.nullable() }).nullable(),
    digest: z.string().nullable().describe('The stored one; null where the plan was never sealed.'),
    digestAgain: z.string().nullable().describe('Computed from what was staged now; null where it can’t be.'),
    differs: z
      .array(z.string())
      .readonly()
      .describe(
        'What isn’t as it was: `journal`, `effects`, `said`, `failure`, or a field of what was sealed: `seal.tools`.',
      ),
  })
  .meta({ id: 'Replay' })
export type ReplayView = z.infer<typeof ReplayView>
