import { z } from 'zod'
import { Moment } from './fields.ts'
import { operation } from './endpoint.ts'

export const RuleView = z
  .object({
    id: z.string(),
    effect: z.enum(['permit', 'forbid']),
    asks: z
      .array(z.object({ role: z.string(), people: z.int().describe('How many of that role.') }))
      .readonly()
      .nullable()
      .describe('Whom it asks; null: it is no question.'),
    self: z.boolean().describe('Whether whoever asked for the plan may answer it, too.'),
    reason: z.string().nullable(),
    note: z.string().nullable().describe('The comment directly above it.'),
    tools: z
      .array(z.object({ tool: z.string(), title: z.string() }))
      .readonly()
      .nullable()
      .describe('What it is about; null: every tool.'),
    isOfWholePlan: z.boolean().describe('Whether it is about plans as a whole.'),
    text: z.string().describe('In Cedar.'),
    at: z
      .object({ file: z.string(), line: z.int() })
      .nullable()
      .describe('Where it stands; null for one that is always there.'),
    since: Moment.nullable().describe('Since when plans are judged by it as it reads now.'),
  })
  .meta({ id: 'Rule' })
export type RuleView = z.infer<typeof RuleView>

export const listRules = operation({
  method: 'GET',
  path: '/v1/policy/rules',
  actions: ['rule.read'],
  summary: 'List the rules that plans are judged by',
  description: 'All of them for operators and auditors; for others those that ask a role of theirs.',
  success: 'The rules of each agent, in the order of its files.',
  result: z.object({
    agents: z
      .array(
        z.object({
          agent: z.string(),
          rules: z.array(RuleView).readonly(),
          onTrial: z
            .boolean()
            .describe('Whether other rules run beside these, on trial. False for others than overseers.'),
        }),
      )
      .readonly(),
  }),
})
