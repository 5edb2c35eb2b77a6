import { REQUESTER } from '#auth/roles.ts'
import { starterIn } from '#agents/starter.ts'
import { channelOfOutside } from '#core/outside-principal.ts'
import { starterOfPrincipal } from '#core/starter-id.ts'
import { ALLOW, severalOf, type People, type Verdict } from '#core/verdict.ts'
import { CONFIRM_RULE, INFERRED_RULE } from '#guardrails/policy/named-rules.ts'
import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isSentByProgram } from '#sealed-plan/plan-intent.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

/** By which a verdict says that no person asked for this, so that somebody else answers what a requester would. */
const PROGRAM = 'parley.program'

type Confirming = Pick<AgentRuntime, 'agent' | 'confirmBy'>

type Sent = Pick<PlanRecord, 'intent' | 'requester'>

/**
 * What its requester would be asked of a plan that a program asked for: no person is there to answer, so whoever is asked
 * about untrusted text is. Where nobody is, it is refused. What a person asked for stays theirs alone to say yes to.
 */
export function askForPrograms(verdict: PlanVerdict, plan: Sent, live: Confirming): PlanVerdict {
  return {
    plan: askedOfPerson(verdict.plan, plan, live),
    effects: verdict.effects.map((effect) => askedOfPerson(effect, plan, live)),
  }
}

/** The same of one step. What began it names who is asked, or no one: its file in the agent's folder, or its channel. */
export function askedOfPerson(verdict: Verdict, plan: Sent, live: Confirming): Verdict {
  if (verdict.decision !== 'ask' || !verdict.roles.includes(REQUESTER) || !isSentByProgram(plan)) return verdict
  const policies = [...verdict.policies, PROGRAM]
  const confirmBy = confirmingRole(plan, live)
  if (confirmBy === null && isForTheRequesterAlone(verdict)) return { ...ALLOW, policies: [PROGRAM] }
  const role = confirmBy ?? live.agent.approvals.untrusted
  if (role === null)
    return {
      decision: 'deny',
      roles: [],
      reasons: ['A program asked for this, and nobody is named who may say yes to it'],
      policies,
    }
  const { several, ...rest } = verdict
  return {
    ...rest,
    roles: [...new Set(verdict.roles.map((each) => (each === REQUESTER ? role : each)))],
    ...severalOf((several ?? []).map((people) => withRole(people, role))),
    reasons: [...verdict.reasons, 'A program asked for this, so a person says yes to it first'],
    policies,
  }
}

// Undefined where neither says anything, as of a key.
function confirmingRole({ requester }: Sent, { agent, confirmBy }: Confirming): string | null | undefined {
  const starter = starterIn(agent, starterOfPrincipal(requester))
  if (starter !== null) return starter.confirmBy
  const channel = channelOfOutside(requester)
  return channel === null ? undefined : confirmBy.get(channel)
}

// A rule of the operator's that asks the requester means a person. Where it can't be told apart, somebody is asked.
function isForTheRequesterAlone({ roles, policies }: Verdict): boolean {
  return roles.length === 1 && policies.every((policy) => policy === INFERRED_RULE || policy === CONFIRM_RULE)
}

function withRole({ [REQUESTER]: asked = 0, ...others }: People, role: string): People {
  return asked === 0 ? others : { ...others, [role]: (others[role] ?? 0) + asked }
}
