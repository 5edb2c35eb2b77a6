import { z } from 'zod'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { Verdict } from '#core/verdict.ts'
import { AnyJson, Id, Moment } from './fields.ts'

const Truth = z.boolean().nullable().describe('null where it couldn’t be told, which refuses.')

export const ExplainedRuleView = z
  .object({
    id: z.string(),
    effect: z.enum(['permit', 'forbid']),
    asks: z.array(z.string()).readonly().nullable().describe('The roles that it asks; null: it is no question.'),
    reason: z.string().nullable(),
    at: z
      .object({ file: z.string(), line: z.int() })
      .nullable()
      .describe('Where it stood; null for one that is always there.'),
    today: z.enum(['same', 'changed', 'gone']).describe('Whether it stands there today as it did then.'),
    holds: Truth,
    currency: z.string().nullable(),
    parts: z
      .array(
        z.object({
          text: z.string().describe('In Cedar: `context.args.amount > 5000`.'),
          words: z
            .string()
            .nullable()
            .describe(
              'As it came out: “amount is 129.00 EUR, more than 50.00 EUR”; null where there are no words for it.',
            ),
          holds: Truth,
          values: z
            .array(z.object({ name: z.string(), shown: z.boolean(), value: AnyJson }))
            .readonly()
            .describe('What it looked at; `shown` is false where you may not see it.'),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'ExplainedRule' })
export type ExplainedRuleView = z.infer<typeof ExplainedRuleView>

const Explained = { verdict: Verdict, rules: z.array(ExplainedRuleView).readonly() }

export const ExplanationView = z
  .object({
    planId: Id,
    status: z.enum(PLAN_STATUSES),
    title: z.string(),
    digest: z.string().nullable(),
    judgedAt: Moment.nullable(),
    rules: z
      .enum(['current', 'replaced', 'not-kept'])
      .describe('Whether the rules that it was judged by are today’s, were replaced since, or aren’t kept.'),
    agrees: z
      .boolean()
      .nullable()
      .describe('Whether judging it again by the same comes to the stored verdicts; null where it can’t be.'),
    conditions: z.boolean().describe('Whether you are shown conditions.'),
    verdict: Verdict,
    whole: z.object(Explained).nullable().describe('What the rules on the plan as a whole said.'),
    effects: z.array(z.object({ index: z.int(), title: z.string(), ...Explained })).readonly(),
  })
  .meta({ id: 'Explanation' })
export type ExplanationView = z.infer<typeof ExplanationView>

export type ExplainedVerdictView = NonNullable<ExplanationView['whole']>
export type ExplainedPartView = ExplainedRuleView['parts'][number]
export type ExplainedValueView = ExplainedPartView['values'][number]
