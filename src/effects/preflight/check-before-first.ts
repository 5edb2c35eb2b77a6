import { REQUESTER } from '#auth/roles.ts'
import type { Intent } from '#core/intent.ts'
import { canonicalJson } from '#core/commitment.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '#core/json.ts'
import { leaves } from '#core/json.ts'
import { isLookup } from '#plan-language/values/lookups.ts'
import { quotedIn } from '#knowledge/journalled-passages.ts'
import type { LostEdit, PlanDifference, PlanRecord, ReadChange, SettingChange } from '#memory/plans/plan-record.ts'
import type { JournalEntry, StagedEffect } from '#plan-language/contract.ts'
import { editedSteps } from '#plan-language/edit.ts'
import { isFromBefore } from '#sealed-plan/approval/approval-verdict.ts'
import { failureOf, RULE_MISSING } from '#planning/failures/failure-text.ts'
import { procedureOfAll, wholeText } from '#planning/intent/called-procedures.ts'
import { requesterIdentity } from '#planning/planner/requester-identity.ts'
import { intentOfSteps } from '#planning/intent/intent-of-steps.ts'
import { mustReread } from '#judging/ask-to-reread.ts'
import { isFresh } from '#judging/is-fresh.ts'
import { judge } from '#judging/judge.ts'
import { sameEffects } from '#planning/replayed.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { plannedEffects, tryPlan } from '#planning/try-plan.ts'
import { heldEdits } from '#approvals/held-edits.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { suspendedTool } from '#turn/lease/suspended-tool.ts'
import type { Turn } from '#turn/turn.ts'
import { withLookups } from './lookups-now.ts'
import { isOperatorField, operatorFieldChanges } from './operator-fields.ts'
import { passagesNow, type PassagesNow } from './passages-now.ts'
import { procedureNow, withProcedure, type ProcedureNow } from './procedure-now.ts'
import { stepChanges } from './step-changes.ts'
import { missingApprovals } from '#sealed-plan/approval/approval-status.ts'
import { matchesSeal } from '#sealed-plan/matches-seal.ts'
import { findTampering } from './find-tampering.ts'

/** Whether a plan may begin, asked once, while every effect is still planned. */
export type Clearance =
  | { readonly clear: true }
  /** What would run isn't what was judged. Nothing is done; `field` names what differs. */
  | { readonly clear: false; readonly because: 'tampered'; readonly field: string }
  /** A person has the conversation, and they haven't said yes to this themselves. */
  | { readonly clear: false; readonly because: 'with-person' }
  /** A tool that it uses isn't what was accepted, or was never accepted. Nothing is done before an operator has. */
  | { readonly clear: false; readonly because: 'suspended' }
  /** Its requester has to say yes to it first: it is from before intents were kept. All else that it needs is there. */
  | { readonly clear: false; readonly because: 'unconfirmed' }
  /** The world changed: the program would now do something else, which has to be judged anew. */
  | { readonly clear: false; readonly because: 'stale'; readonly again: Rerun }
  /**
   * Policy, as it stands now, asks more than was given, or refuses. What it was asked with has to be what the plan is
   * judged with anew; null where that is what it was judged with.
   */
  | { readonly clear: false; readonly because: 'asks-more'; readonly again: Rerun | null }

/** The plan tried out again. */
export interface Rerun {
  readonly dryRun: FreshRun
  /** The reads made anew, which only now are the plan's. */
  readonly journal: readonly JournalEntry[]
  readonly changes: readonly PlanDifference[]
  /** What people had changed and that still holds; the effects are with it. */
  readonly edits: PlanRecord['edits']
}

export interface FreshRun {
  readonly effects: ReturnType<typeof plannedEffects>
  readonly said: PlanRecord['said']
  readonly next: PlanRecord['next']
  /** The passages that it goes by, where they stand now. */
  readonly citations: PlanRecord['citations']
  /** The program of today with what it is given, and who asks is now; null where all of it is what was judged. */
  readonly written: Pick<PlanRecord, 'program' | 'slots' | 'identity'> | null
  /** Of a plan that a model wrote, what its requester's words ask for of what it would do now; null leaves what was known. */
  readonly intent: Intent | null
  /** Of a plan that a model wrote, the procedure that stages all that it would do now; not there where that is as it was. */
  readonly playbook?: string | null
  /** Why the program couldn't be tried out again, in words for the person who asked. */
  readonly failure: PlanRecord['failure']
}

/** Checks digest, freshness, policy and approvals before the first effect of a plan. */
export async function checkBeforeFirst(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  found: PlanWithContext,
): Promise<Clearance> {
  const { plan, journal, context, rolesNow } = found
  const field = findTampering(turn, record, plan, journal)
  const changed = field === null ? [] : await operatorFieldChanges(services, turn, record, found)
  if (changed === null) {
    // A seal that names the operator's own where more than that differs was written over.
    return { clear: false, because: 'tampered', field: field === null || isOperatorField(field) ? 'seal' : field }
  }
  const settings = withProcedure(changed, plan, record.live)
  const isOther = settings.some(({ setting }) => setting === 'procedure')
  const procedure = isOther ? procedureNow(plan, record.live) : null
  if (plan.allowed.length > 0 && !(await services.database.batch(turn.tenantId, (tx) => matchesSeal(tx, plan))))
    return { clear: false, because: 'tampered', field: 'allowed' }
  if (isWithPerson(record, plan)) return { clear: false, because: 'with-person' }
  const used = [...journal, ...plan.effects].map(({ tool }) => tool)
  if ((await suspendedTool(record.live, used, turn.signal)) !== null) return { clear: false, because: 'suspended' }
  if (procedure?.ok === false) return { clear: false, because: 'stale', again: endingBy(procedure, settings) }
  const { rules, quotes } = await passagesNow(services, turn, found, procedure)
  const passageChanges = [...rules.changes, ...quotes.changes]
  const isAsApproved = field === null && procedure === null && passageChanges.length === 0
  const isYoung = isAsApproved && isFresh(plan)
  const fresh = isYoung ? null : await replay(services, turn, record, { plan, context, journal, procedure })
  // Nobody has said yes to the plan, so nobody has answered what a rule asks about looking again.
  const isAsked = fresh?.dryRun.failure?.code === 'plan-asked' && isAsApproved && mustReread(plan, context.live)
  if (isAsked) return { clear: false, because: 'asks-more', again: null }
  const changes = (is: NonNullable<typeof fresh>) => [
    ...settings,
    ...withLookups(passageChanges, journal, is.journal),
    ...(is.dryRun.written === null || is.dryRun.failure ? [] : stepChanges(plan.effects, is.dryRun.effects)),
    ...lostEdits(plan, is),
    ...changedReads(journal, is.journal),
  ]
  const again = fresh && goingBy(rules, { ...fresh, changes: changes(fresh) })
  if (again && (!isAsApproved || !again.isSame)) return { clear: false, because: 'stale', again }
  const { plan: verdict } = judge(plan, context, fresh?.journal ?? journal)
  if (verdict.decision === 'deny') return { clear: false, because: 'asks-more', again }
  const open = missingApprovals(plan, verdict, { rolesNow, policies: record.live.policies })
  if (open.length === 0) return { clear: true }
  const isUnconfirmed = open.every((role) => role === REQUESTER) && isFromBefore(plan)
  return isUnconfirmed ? { clear: false, because: 'unconfirmed' } : { clear: false, because: 'asks-more', again }
}

/**
 * Whether a person has the conversation and hasn't said yes to this themselves. Who takes it after the claim is seen where
 * the first step is written down.
 */
export function isWithPerson({ handOver }: TurnRecord, { decisions, digest }: PlanRecord): boolean {
  const takenBy = handOver?.takenBy ?? null
  if (takenBy === null) return false
  return !decisions.some(
    (given) => given.principalId === takenBy.id && given.decision === 'approve' && given.digest === digest,
  )
}

// Without its rule a plan does nothing, whatever its program still would.
function goingBy<Tried extends Rerun>({ citations: rules }: PassagesNow, again: Tried): Tried {
  const { dryRun } = again
  const citations = rules && [...rules, ...quotedIn(again.journal)]
  if (citations === null) return { ...again, dryRun: { ...dryRun, failure: RULE_MISSING } }
  return { ...again, dryRun: { ...dryRun, citations } }
}

function endingBy({ failure }: Extract<ProcedureNow, { ok: false }>, changes: readonly SettingChange[]): Rerun {
  const nothing = { effects: [], said: null, next: null, citations: [], intent: null, written: null }
  return { dryRun: { ...nothing, failure }, journal: [], changes, edits: null }
}

async function replay(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  { plan: was, context, journal: before, procedure }: Tried,
) {
  const written = writtenNow(was, record, procedure)
  const plan = { ...was, ...written }
  const approved = isApproved(was) ? before : []
  const tried = await tryPlan(services, turn, { plan, context, generation: null, journal: [], before, approved })
  const program: readonly StagedEffect[] = tried.ok ? tried.effects : []
  const called = tried.ok ? tried.called : []
  // The same changes on what the program would do now: of a plan that nobody changed, that itself.
  const staged = editedSteps(program, plan.edits, plan.requester)
  const isSame = sameEffects(plan.effects, staged)
  const edits = isSame ? plan.edits : heldEdits(plan.edits, program, context.live)
  const dryRun: FreshRun = {
    effects: plannedEffects(isSame ? staged : editedSteps(program, edits, plan.requester), context.live),
    said: tried.said,
    next: tried.ok ? tried.next : null,
    citations: plan.citations,
    written,
    intent: isSame
      ? null
      : await intentOfSteps(services, turn, record, { plan, steps: program, reads: tried.journal, called }),
    ...(!isSame && plan.author === 'model' && { playbook: procedureOfAll(program, called) }),
    failure: tried.ok ? null : failureOf(tried),
  }
  return { isSame, dryRun, journal: tried.journal, edits }
}

// Who asks may have another address, or other roles, by now.
function writtenNow(was: PlanRecord, record: TurnRecord, procedure: Tried['procedure']): FreshRun['written'] {
  const { program, slots } = procedure ?? was
  const identity = requesterIdentity(wholeText({ program, procedures: was.procedures }), record)
  const isAsItWas = procedure === null && canonicalJson(identity) === canonicalJson(was.identity)
  return isAsItWas ? null : { program, slots, identity }
}

// What was read stands on the card that they saw, and under the seal.
function isApproved({ decisions, digest }: PlanRecord): boolean {
  return decisions.some((given) => given.decision === 'approve' && given.digest === digest)
}

/** What people had changed that doesn't fit what would be done now. */
function lostEdits({ edits }: PlanRecord, again: Pick<Rerun, 'edits'>): readonly LostEdit[] {
  const lost = edits?.changes.filter((change) => !again.edits?.changes.includes(change)) ?? []
  return lost.flatMap((change) => {
    const step = edits?.staged[change.effect]
    return step ? [{ lost: change, step: { tool: step.tool, args: step.args } }] : []
  })
}

interface Tried extends Pick<PlanWithContext, 'plan' | 'context' | 'journal'> {
  /** Today's, where it isn't what the plan was made by. */
  readonly procedure: Extract<ProcedureNow, { ok: true }> | null
}

/** Which values of which reads aren't what they were. */
function changedReads(before: readonly JournalEntry[], after: readonly JournalEntry[]): readonly ReadChange[] {
  const others = before.filter(({ tool }) => !isLookup(tool))
  return others.flatMap((entry) => {
    const again = after.find(({ request }) => request === entry.request)
    if (!again) return []
    return changedLeaves(answerOf(entry), answerOf(again)).map((change) => ({
      tool: entry.tool,
      read: entry.index,
      ...change,
    }))
  })
}

function changedLeaves(was: Json, is: Json) {
  const pointers = new Set([...leaves(was), ...leaves(is)].map(([pointer]) => pointer))
  return [...pointers].flatMap((pointer) => {
    const [old = null, now = null] = [valueAt(was, pointer), valueAt(is, pointer)]
    const isLeaf = !isContainer(old) && !isContainer(now)
    return isLeaf && old !== now ? [{ pointer, was: old, is: now }] : []
  })
}

function isContainer(value: Json): value is JsonObject {
  return isJsonObject(value) || Array.isArray(value)
}

function answerOf({ answer }: JournalEntry): Json {
  return answer.ok ? answer.value : { failed: answer.code }
}
