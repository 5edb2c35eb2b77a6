import { z } from 'zod'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { Verdict } from '#core/verdict.ts'
import { Id, Moment } from './fields.ts'

/**
 * `ask-to-ask`: other people would be asked. `steps`: of the whole plan the same would be said, but not of each of its
 * steps.
 */
export const CHANGE_KINDS = [
  'allow-to-ask',
  'allow-to-deny',
  'ask-to-allow',
  'ask-to-ask',
  'ask-to-deny',
  'deny-to-allow',
  'deny-to-ask',
  'steps',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export const LEFT_OUT_REASONS = [
  'facts-not-kept', // judged before they were
  'window-not-kept', // the other rules look at a window over the ledger that wasn't added up then
  'tool-gone', // a step's tool isn't the agent's any more
  'unreadable', // its rows can't be read
  'rules-failed',
] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** What other rules would have said of an agent's plans, beside what was said. */
export const PolicyDiffView = z
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
export type PolicyDiffView = z.infer<typeof PolicyDiffView>

export type PlanChangeView = PolicyDiffView['changes'][number]
