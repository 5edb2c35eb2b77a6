import { z } from 'zod'
import { textUpTo } from './fields.ts'
import { PolicyDiffView } from './policy-diff.ts'
import { endpoint } from './endpoint.ts'

const WHICH_AGENT = { status: 400, code: 'agent-needed', when: 'there are several agents and none is named' }

export const diffPolicy = endpoint({
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

export const listShadows = endpoint({
  method: 'GET',
  path: '/v1/policy/shadows',
  actions: ['policy.read-shadow'],
  summary: 'List the agents that have rules on trial',
  description: 'Those with a `policy.shadow.cedar` in their folder. For operators and auditors.',
  success: 'Their names.',
  result: z.object({ agents: z.array(z.string()).readonly() }),
})

export const readShadow = endpoint({
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
