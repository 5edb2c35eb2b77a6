import { z } from 'zod'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { Verdict } from '#core/verdict.ts'
import { Id, Moment, textUpTo } from './fields.ts'
import { operation } from './endpoint.ts'

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

const WHICH_AGENT = { status: 400, code: 'agent-needed', when: 'there are several agents and none is named' }

export const diffPolicy = operation({
  method: 'POST',
  path: '/v1/policy/diff',
  actions: ['policy.diff'],
  summary: 'Compare candidate rules with what was said',
  description:
    'Judges stored plans again, newest first, by rules in the place of `policy.cedar`, from what they were judged by: no tool is called and nothing changes. For operators and auditors.',
  body: z
    .strictObject({
      agent: textUpTo(100).optional().describe('May be left out where there is one alone.'),
      file: textUpTo(300).default('candidate.cedar').describe('What mistakes are told by.'),
      text: z.string().max(200_000).describe('The rules, in Cedar.'),
      last: z.int().min(1).max(10_000).default(1_000).describe('How many plans to go back.'),
    })
    .meta({ id: 'CandidatePolicy' }),
  success:
    'What would come out otherwise, and which plans couldn’t be judged again. Where the rules have mistakes, those.',
  result: PolicyDiffView,
  problems: [WHICH_AGENT],
})

export const listShadows = operation({
  method: 'GET',
  path: '/v1/policy/shadows',
  actions: ['policy.read-shadow'],
  summary: 'List the agents that have rules on trial',
  description: 'Those with a `policy.shadow.cedar` in their folder. For operators and auditors.',
  success: 'Their names.',
  result: z.object({ agents: z.array(z.string()).readonly() }),
})

export const readShadow = operation({
  method: 'GET',
  path: '/v1/policy/shadow',
  actions: ['policy.read-shadow'],
  summary: 'Read what rules on trial said',
  description:
    'The rules in an agent’s `policy.shadow.cedar` are asked about every plan beside those that count, and never heard. For operators and auditors.',
  query: z.object({ agent: textUpTo(100).optional() }),
  success: 'What would have come out otherwise since these rules are on trial.',
  result: PolicyDiffView,
  problems: [WHICH_AGENT, { status: 404, code: 'no-shadow', when: 'the agent has no rules on trial' }],
})
