import { REQUESTER } from '#auth/roles.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isEditor } from '#plan-language/values/plan-edit.ts'
import type { Verdict } from '#core/verdict.ts'
import { asksForEditAlone } from './after-edit.ts'
import { matchApprovers, questionsOf, type Question, type Approver } from './quorum.ts'

type Approval = Pick<PlanRecord['decisions'][number], 'principalId' | 'digest' | 'decision' | 'decidedAt'> & {
  readonly roles: readonly string[]
}

/** What of a plan counts for its approval. */
export interface Approvals extends Pick<PlanRecord, 'digest' | 'requester' | 'escalation' | 'edits'> {
  readonly decisions: readonly Approval[]
}

type Deciders = Pick<PolicySet, 'requesterMayDecide' | 'editorMayDecide'>

/** Roles that a principal holds now, by id. */
export type RolesNow = ReadonlyMap<string, readonly string[]>

/** Those of whoever has decided on a plan. */
export function rolesNowOf({ decisions }: Pick<PlanRecord, 'decisions'>): RolesNow {
  return new Map(decisions.map(({ principalId, rolesNow }) => [principalId, rolesNow]))
}

/** What decides whose yes counts, besides the plan. */
export interface Counting {
  readonly rolesNow: RolesNow
  readonly policies: Deciders
}

/**
 * The missing approvals: the asked roles without one on this very digest by a person who held the role then and still does. `requester` is
 * the one who asked confirming; any other role is another person's to speak for, unless its rules allow `@self`. A
 * question that asks several people is answered by as many, whatever roles each of them holds. Whoever changed the plan
 * speaks for none, unless its rules allow `@editor`.
 */
export function missingApprovals(plan: Approvals, verdict: Verdict, counting: Counting): readonly string[] {
  const given = speakers(plan, verdict, counting)
  const open = questionsOf(verdict).flatMap((question) =>
    question.filter((role) => isFuller(question, given, (asked) => asked === role)),
  )
  return [...new Set(open)]
}

/**
 * The roles of which another yes brings a waiting plan nearer to its approval: those still asked, whoever could move over
 * to another of their roles, and the one it was passed on to.
 */
export function openRoles(
  plan: Approvals & Pick<PlanRecord, 'now'>,
  verdict: Verdict,
  counting: Counting,
): readonly string[] {
  const given = speakers(plan, verdict, counting)
  const standIn = plan.escalation && wasEscalated(plan, plan.now) ? plan.escalation.to : null
  const candidates = new Set([...verdict.roles, ...(standIn === null ? [] : [standIn])])
  return [...candidates].filter((role) => {
    // There is one of them, and they have answered.
    if (role === REQUESTER && plan.decisions.some((one) => one.principalId === plan.requester && isYes(plan, one)))
      return false
    const another: Approver = (asked) => asked === role || (role === standIn && asked !== REQUESTER)
    return questionsOf(verdict).some((question) => isFuller(question, given, another))
  })
}

/** Of the question that is furthest from its answer: how many people it needs, and how many of them have said yes. */
export function peopleAsked(
  plan: Approvals,
  verdict: Verdict,
  counting: Counting,
): { readonly asked: number; readonly yes: number } {
  const given = speakers(plan, verdict, counting)
  const counts = questionsOf(verdict).map((question) => ({
    asked: question.length,
    yes: matchApprovers(question, given),
  }))
  const missing = ({ asked, yes }: (typeof counts)[number]) => asked - yes
  return counts.sort((one, other) => missing(other) - missing(one) || other.asked - one.asked)[0] ?? NOBODY
}

/** Whether another approval still counts for a plan: the same one wasn't given before. */
export function isNeeded(plan: Approvals, verdict: Verdict, yes: Approval, counting: Counting): boolean {
  const given = speakers(plan, verdict, counting)
  const mine = speaker(plan, verdict, yes, counting)
  return questionsOf(verdict).some((question) => isFuller(question, given, mine))
}

function isFuller(question: Question, given: readonly Approver[], more: Approver): boolean {
  return matchApprovers(question, [...given, more]) > matchApprovers(question, given)
}

function speakers(plan: Approvals, verdict: Verdict, counting: Counting): readonly Approver[] {
  const yes = plan.decisions.filter((one) => isYes(plan, one))
  return yes.map((approval) => speaker(plan, verdict, approval, counting))
}

const NOBODY = { asked: 0, yes: 0 }

function isYes({ digest }: Approvals, approval: Approval): boolean {
  return approval.decision === 'approve' && approval.digest === digest
}

/** The asked roles that one person's yes can stand for: those held then and still, and any once it was passed on to them. */
function speaker(
  plan: Approvals,
  verdict: Verdict,
  { principalId, roles, decidedAt }: Approval,
  { rolesNow, policies }: Counting,
): Approver {
  const held = roles.filter((role) => rolesNow.get(principalId)?.includes(role))
  const isRequester = principalId === plan.requester
  const stepsIn = !isRequester && wasEscalated(plan, decidedAt) && held.includes(plan.escalation?.to ?? '')
  return (role) => {
    if (role === REQUESTER) return isRequester
    if (isRequester && !policies.requesterMayDecide(verdict, role)) return false
    if (!mayAgreeTo(plan, principalId, { verdict, role, policies })) return false
    return held.includes(role) || stepsIn
  }
}

/** Whether the role that a plan is passed on to may answer at a time of the database, ISO 8601 as it writes it. */
export function wasEscalated({ escalation }: Pick<Approvals, 'escalation'>, at: string): boolean {
  return escalation !== null && escalation.at <= at
}

/** The asked roles that one person's yes could stand for, whatever others have said. */
export function rolesSpokenFor(
  plan: Approvals,
  verdict: Verdict,
  yes: Approval,
  counting: Counting,
): readonly string[] {
  return verdict.roles.filter(speaker(plan, verdict, yes, counting))
}

/** Whether a yes of theirs counts for a role, by who changed the plan: an edit is a proposal, and its editor a proposer. */
function mayAgreeTo(
  { edits }: Pick<PlanRecord, 'edits'>,
  principalId: string,
  asked: { readonly verdict: Verdict; readonly role: string; readonly policies: Deciders },
): boolean {
  const { verdict, role, policies } = asked
  return !isEditor(edits, principalId) || asksForEditAlone(verdict) || policies.editorMayDecide(verdict, role)
}
