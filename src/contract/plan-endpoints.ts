import { z } from 'zod'
import { AnnouncedKey, PublicKey } from '#memory/events/evidence-key.ts'
import { PLAN_ORDERS } from '#core/plan-order.ts'
import { PLAN_STATUSES } from '#memory/plans/plan-status.ts'
import { AnyJsonObject, Id, When, limitUpTo, textUpTo } from './fields.ts'
import { MessageView } from './message.ts'
import { PlanView } from './plan.ts'
import { PlanContextView } from './plan-context.ts'
import { NewDecision, NewResolution } from './decision.ts'
import { ReplayView } from './replay.ts'
import { ExplanationView } from './explanation.ts'
import { endpoint, type RefusedFor, operation } from './endpoint.ts'
import { SAME_ORIGIN_REQUIRED, SentFrom } from './same-origin.ts'

export const listPlans = operation({
  method: 'GET',
  path: '/v1/plans',
  actions: ['plan.list'],
  summary: 'List the plans that you may read',
  query: z.object({
    status: z.enum(PLAN_STATUSES).optional(),
    agent: textUpTo(100).optional(),
    threadId: Id.optional(),
    runId: Id.optional(),
    requester: textUpTo(128).optional().describe('The id of whoever asked for it.'),
    since: When.optional().describe('Only those made then or later.'),
    until: When.optional().describe('Only those made before.'),
    asks: textUpTo(100).optional().describe('A role that is asked.'),
    order: z.enum(PLAN_ORDERS).default('newest').describe('Of equal risk the oldest comes first.'),
    after: Id.optional().describe('`next` of the page before, in the same order.'),
    limit: limitUpTo(200, 50),
  }),
  success: 'The plans, newest first unless you say. `next` is where to go on; null at the end.',
  result: z.object({ plans: z.array(PlanView).readonly(), next: Id.nullable() }),
})

export const readPlan = operation({
  method: 'GET',
  path: '/v1/plans/{planId}',
  actions: ['plan.read'],
  summary: 'Read a plan',
  description:
    'For its requester, the roles that it asks, operators and auditors; with an unknown step, for those who may resolve it.',
  params: z.object({ planId: Id }),
  success: 'The plan, cut to what you may see.',
  result: PlanView,
})

export const listPlanMessages = operation({
  method: 'GET',
  path: '/v1/plans/{planId}/messages',
  actions: ['plan.read-messages'],
  summary: 'List the last messages before a plan',
  description: 'What a plan is about, for whoever may read it: six messages at most, from before it was made.',
  params: z.object({ planId: Id }),
  success: 'The messages, oldest first.',
  result: z.object({ messages: z.array(MessageView).readonly() }),
})

export const readEvidence = endpoint({
  method: 'GET',
  path: '/v1/plans/{planId}/evidence',
  actions: ['plan.read-evidence'],
  summary: 'Download the evidence of a plan',
  params: z.object({ planId: Id }),
  description:
    'With the values that you may read of it; the others stand as commitments. `npx parley evidence verify` checks it.',
  success: 'Everything about the plan as one signed file, in canonical form (RFC 8785).',
  result: AnyJsonObject,
})

export const listEvidenceKeys = endpoint({
  method: 'GET',
  path: '/v1/evidence-keys',
  actions: 'public',
  summary: 'List the public keys of evidence',
  description:
    'The keys that this server signs and has signed evidence with, the one in use first (RFC 8037), and those that other servers of the same database announced, for which this one doesn’t vouch.',
  success: 'A key set.',
  result: z.object({ keys: z.array(PublicKey).readonly(), others: z.array(AnnouncedKey).readonly() }),
})

/** How a decision is refused, beyond what all operations share. */
export const DECISION_PROBLEMS = [
  { status: 403, code: 'wrong-role', when: 'the plan asks roles that you don’t hold; `needs` names them' },
  {
    status: 403,
    code: 'own-edit',
    when: 'you changed the plan, so somebody else must say yes; `needs` names the roles',
  },
  {
    status: 403,
    code: 'document-not-yours',
    when: 'it asks about a text of a document that you may not read, so only a no is yours',
  },
  { status: 403, code: 'person-required', when: 'this must be decided by a person, or a key with the scope decide' },
  SAME_ORIGIN_REQUIRED,
  { status: 409, code: 'decided-before', when: 'somebody was first; `decision` is theirs' },
  {
    status: 409,
    code: 'hand-over-open',
    when: 'a person has taken the conversation, and you aren’t that person; the plan goes on waiting',
  },
  { status: 410, code: 'plan-expired', when: 'the plan’s time is over' },
  { status: 412, code: 'digest-differs', when: 'the plan isn’t the one that you saw; `digest` is its digest now' },
  { status: 423, code: 'stopped', when: 'an operator has stopped what the plan needs; it goes on waiting' },
  {
    status: 423,
    code: 'tool-suspended',
    when: 'a tool of the plan waits for an operator to accept it; the plan waits, too',
  },
  {
    status: 423,
    code: 'requester-signed-out',
    when: 'the plan acts with the rights of who asked, and their sign-in ended',
  },
  { status: 422, code: 'change-refused', when: 'an edit asks for what may not be changed, or not like that' },
  { status: 422, code: 'reason-unknown', when: 'the reason is none of the plan’s `rejectReasons`' },
] as const satisfies readonly RefusedFor[]

export const decidePlan = endpoint({
  method: 'POST',
  path: '/v1/plans/{planId}/decisions',
  actions: ['plan.decide'],
  summary: 'Approve, edit or reject a plan',
  description:
    'The first decision wins. The same decision by the same person again is answered like the first time. An edit decides nothing: the plan is judged again as it is now, and a yes is needed to its new `digest`.',
  params: z.object({ planId: Id }),
  headers: SentFrom,
  body: NewDecision,
  success: 'The plan with your decision.',
  result: z.object({ plan: PlanView }),
  problems: DECISION_PROBLEMS,
})

/** How a resolution is refused. */
export const RESOLUTION_PROBLEMS = [
  { status: 403, code: 'wrong-role', when: 'you aren’t among those who decide on this plan' },
  SAME_ORIGIN_REQUIRED,
  { status: 409, code: 'effect-known', when: 'what became of the effect is known' },
  { status: 409, code: 'plan-at-work', when: 'a worker still has the plan; try again in a moment' },
  { status: 409, code: 'run-ended', when: 'you ask for another look, and the turn has ended' },
  { status: 423, code: 'stopped', when: 'an operator has stopped what the plan would go on with' },
] as const satisfies readonly RefusedFor[]

export const resolveEffect = operation({
  method: 'POST',
  path: '/v1/plans/{planId}/effects/{index}/resolution',
  actions: ['effect.resolve'],
  summary: 'Say what came of an effect that nobody knows of',
  description: 'A person has looked after an effect whose state is `unknown`, and says whether it happened.',
  params: z.object({ planId: Id, index: z.coerce.number<number>().int().min(0).max(10_000) }),
  headers: SentFrom,
  body: NewResolution,
  success: 'The plan as it is now.',
  result: z.object({ plan: PlanView }),
  problems: RESOLUTION_PROBLEMS,
})

export const lookBesidePlan = operation({
  method: 'GET',
  path: '/v1/plans/{planId}/context',
  actions: ['plan.look-beside'],
  summary: 'Look up what stands beside a plan',
  description:
    'Makes the reads that the agent’s `context:` declares, now and under your own rights: what you may not see isn’t found. No digest covers them; what you were shown is kept with your decision.',
  params: z.object({ planId: Id }),
  success: 'What was found, and what couldn’t be looked up.',
  result: PlanContextView,
})

export const replayPlan = operation({
  method: 'GET',
  path: '/v1/plans/{planId}/replay',
  actions: ['plan.replay'],
  summary: 'Replay a plan’s dry run',
  description:
    'Runs the stored program again over its journal, in the sandbox: no tool is called and nothing is done. For whoever may download its evidence.',
  params: z.object({ planId: Id }),
  success: 'Each step, and whether all is as it was.',
  result: ReplayView,
  problems: [{ status: 409, code: 'plan-not-made', when: 'the plan is still being made' }],
})

export const explainPlan = operation({
  method: 'GET',
  path: '/v1/plans/{planId}/explanation',
  actions: ['plan.explain'],
  summary: 'Explain how a plan was judged',
  description:
    'Which rule decided on each step and on the plan, and which part of its condition made it so, from the rules and facts that it was judged by. Whoever merely asked for the plan isn’t shown conditions.',
  params: z.object({ planId: Id }),
  success: 'The rules that decided, cut to what you may see.',
  result: ExplanationView,
  problems: [{ status: 409, code: 'plan-not-judged', when: 'the plan has no verdict' }],
})
