import { z } from 'zod'
import { CHANGE_KINDS, LEFT_OUT_REASONS, type PolicyDiffView } from '#contract/policy-diff-view.ts'
import { PLAN_STATUSES } from '#core/plan-status.ts'
import { Verdict } from '#core/verdict.ts'
import { Id, Moment, type View } from './common.ts'

export const PolicyDiff: View<PolicyDiffView> = z
  .object({
    agent: z.string(),
    problems: z
      .array(
        z.object({
          file: z.string(),
          line: z.int().nullable(),
          column: z.int().nullable(),
          message: z.string(),
          hint: z.string().nullable(),
        }),
      )
      .readonly()
      .describe('Why these rules can’t be asked at all; empty where they can.'),
    compared: z.int().describe('Plans that both were asked about.'),
    changed: z.int().describe('Of them, those of which something would come out otherwise.'),
    kinds: z.array(z.object({ kind: z.enum(CHANGE_KINDS), plans: z.int() })).readonly(),
    changes: z
      .array(
        z.object({
          planId: Id,
          title: z.string(),
          status: z.enum(PLAN_STATUSES),
          judgedAt: Moment,
          kind: z.enum(CHANGE_KINDS),
          was: Verdict,
          would: Verdict,
          alreadySo: z
            .boolean()
            .nullable()
            .describe('Whether the rules of today would say the same as these; null where they weren’t asked.'),
          steps: z
            .array(z.object({ index: z.int(), title: z.string(), was: Verdict, would: Verdict }))
            .readonly()
            .describe('Of the steps those that would come out otherwise.'),
        }),
      )
      .readonly()
      .describe('The changed plans, newest first: 200 at most.'),
    left: z
      .array(z.object({ why: z.enum(LEFT_OUT_REASONS), plans: z.int() }))
      .readonly()
      .describe('Plans that couldn’t be judged again, by why.'),
  })
  .meta({ id: 'PolicyDiff' })
