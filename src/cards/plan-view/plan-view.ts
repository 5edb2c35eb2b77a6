import { programView } from './program-view.ts'
import { isAllowed } from '#auth/authorize.ts'
import { REQUESTER } from '#auth/roles.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { joinLabels, NO_SOURCES } from '#plan-language/values/label.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { isEditor } from '#plan-language/values/plan-edit.ts'
import { OWN_REASONS } from '#guardrails/policy/named-rules.ts'
import type { Principal } from '#core/principal.ts'
import type { Verdict } from '#core/verdict.ts'
import { allowedViews } from './allowed-views.ts'
import { answersOf } from '../outcome/answers.ts'
import { openRoles, peopleAsked, wasEscalated, type Approvals } from '#sealed-plan/approval/approval-status.ts'
import { approvalVerdict } from '#sealed-plan/approval/approval-verdict.ts'
import type { DecisionView } from '#contract/decision.ts'
import type { ArgumentView, EffectView, SaidView } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import { answeredView } from '../outcome/answer-text.ts'
import { plannerFailure } from '../outcome/step-failure-text.ts'
import { argumentText, effectTitle, wordsOf } from '../titles/effect-title.ts'
import { changeViews, settingViews, stepChangeViews } from './change-view.ts'
import { editFields, leftOutViews, lostEditViews, textBefore } from './edit-view.ts'
import { mayLeaveOut } from '#sealed-plan/editable.ts'
import { intentView } from './intent-view.ts'
import { failureView, saidText } from './failure-view.ts'
import { alternativeViews } from './alternative-views.ts'
import { originOf, type OriginReader } from '../origins/origin.ts'
import { originsFor } from '../origins/origins-for.ts'
import { openTo, planAccess } from './plan-access.ts'
import { plannerRead } from './planner-read.ts'
import { readView } from './read-view.ts'
import { moneyByCurrency, planDeed, planTitle, planTotals } from '../titles/plan-title.ts'
import { retryView } from './retry-view.ts'
import { planTalk } from '../outcome/plan-talk.ts'
import { speechOf, viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/**
 * A plan as one reader sees it: drawn from its effects alone, nothing that a model wrote decides what it says. What it goes
 * by is still to be cut to them (`redactPlans`).
 */
export function planView(
  plan: PlanRecord,
  journal: readonly JournalEntry[],
  live: ViewedAgent,
  reader: Principal,
): PlanView {
  const origins = originsFor(plan, journal, live, { ...reader, seesAll: isAllowed(reader, 'plan.read-all', 'tenant') })
  const answers = answersOf(plan, live, reader)
  const isResolver = isAllowed(reader, 'effect.resolve', planAccess(plan, live))
  const intent = intentView(plan, live)
  const approvals = approvalsView(plan, live)
  return {
    id: plan.id,
    status: plan.status,
    language: speechOf(live).language,
    digest: plan.digest,
    threadId: plan.threadId,
    runId: plan.runId,
    agent: plan.agent,
    requester: origins.requester,
    ...programView(plan),
    playbook: plan.playbook,
    intent,
    ...saidView(plan, live, origins, reader),
    plannerRead: plannerRead(plan, live, origins),
    ...titleView(plan, live),
    effects: [...plan.effects, ...plan.undoings].map((effect) =>
      effectView(effect, live, { plan, origins, mayEdit: answers.mayEdit && !plan.asking, isResolver }),
    ),
    ...askingView(plan, live),
    leftOut: leftOutViews(plan, live),
    lostEdits: lostEditViews(plan, live),
    reads: journal.map((read) => readView(read, live)),
    citations: plan.citations.map(({ passageId, quote, document, span }) => ({ passageId, quote, document, span })),
    decisions: plan.decisions.map((decision) => decisionView(decision, plan, reader)),
    risk: plan.risk,
    ...approvals,
    ownEdit: answers.ownEdit,
    rejectReasons: live.agent.approvals.rejectReasons,
    mayResolve: openTo(plan) !== null && isResolver,
    trying: retryView(plan, live, reader),
    changes: changeViews(plan, journal, { live, reader }),
    settings: settingViews(plan, journal, live),
    stepChanges: stepChangeViews(plan, live),
    instead: alternativeViews(plan, live, { intent, awaits: approvals.awaits, reader }),
    failure: failureView(plan, live, reader),
    expiresAt: plan.expiresAt,
    createdAt: plan.createdAt,
  }
}

// What is said is for who asked: whoever else decides on the steps isn't told it.
function saidView(
  plan: PlanRecord,
  live: ViewedAgent,
  origins: OriginReader,
  reader: Principal,
): Pick<PlanView, 'said' | 'told' | 'answer'> {
  const isTold = plan.requester === reader.id || isAllowed(reader, 'plan.read-all', 'tenant')
  if (plan.effects.length > 0 && !isTold) return { said: null, told: null, answer: null }
  const { ahead, later } = planTalk(plan)
  return {
    said: saidText(plan, live),
    told: answerView(ahead, plan, origins),
    answer: answerView(later, plan, origins),
  }
}

function askingView(plan: PlanRecord, live: ViewedAgent): Pick<PlanView, 'asking' | 'withheld' | 'allowed'> {
  return { asking: plan.asking, withheld: false, allowed: allowedViews(plan, live) }
}

function titleView({ effects, asking }: PlanRecord, live: ViewedAgent): Pick<PlanView, 'title' | 'deed' | 'totals'> {
  const titled = effects.map(({ tool, args }) => ({ declaration: viewedTool(live, tool), args }))
  // A read moves nothing, and there is nothing to take back.
  return { title: planTitle(titled), deed: planDeed(titled), totals: asking ? [] : planTotals(titled) }
}

// What was sealed without it nobody approved: it isn't told beside what they did.
function answerView(text: string | null, { said, edits }: PlanRecord, origins: OriginReader): SaidView | null {
  if (said === null || text === null) return null
  const { text: origin, ...from } = originOf(said.text, said.label, origins)
  return { text, origin, ...from, editedSince: (edits?.changes.length ?? 0) > 0 }
}

/** Who is asked, and who has answered. */
function approvalsView(
  plan: PlanRecord,
  live: ViewedAgent,
): Pick<PlanView, 'verdict' | 'awaits' | 'people' | 'escalation'> {
  // Of one whose time is over, it is said whose yes was missing.
  const isUnanswered = plan.status === 'waiting' || plan.status === 'expired'
  const asked = isUnanswered ? approvalVerdict(plan) : plan.verdict
  const counting = { rolesNow: rolesThen(plan), policies: live.policies }
  const awaits = isUnanswered && asked ? openRoles(plan, asked, counting) : []
  return {
    verdict: asked && spokenVerdict(asked, live, awaits),
    awaits,
    people: asked ? peopleAsked(plan, asked, counting) : { asked: 0, yes: 0 },
    escalation: plan.escalation && { ...plan.escalation, isOpen: wasEscalated(plan, plan.now) },
  }
}

/**
 * A decision for a reader. A note, and how long somebody looked, is among those who decide: the requester is told the
 * reason alone.
 */
export function decisionView(
  decision: PlanRecord['decisions'][number],
  { requester, digest, edits, allowed }: Pick<PlanRecord, 'requester' | 'digest' | 'edits' | 'allowed'>,
  reader: Principal,
): DecisionView {
  const about = [digest, ...allowed.map((reads) => reads.digest)]
  const isTold = reader.id !== requester || reader.id === decision.principalId
  return {
    principal: { id: decision.principalId, name: decision.principalName ?? decision.principalId },
    decision: decision.decision,
    digest: decision.digest,
    authenticatedBy: decision.authenticatedBy,
    reason: decision.reason,
    note: isTold ? decision.note : null,
    at: decision.decidedAt,
    lookedMs: isTold ? lookedMs(decision) : null,
    counts: decision.decision === 'edit' ? isEditor(edits, decision.principalId) : about.includes(decision.digest),
  }
}

/** How long somebody looked at a plan before they decided on it; null where it was never shown to them. */
export function lookedMs({ shownAt, decidedAt }: PlanRecord['decisions'][number]): number | null {
  return shownAt === null ? null : Math.max(0, Date.parse(decidedAt) - Date.parse(shownAt))
}

/** The roles that each decider held when deciding. */
export function rolesThen({ decisions }: Pick<Approvals, 'decisions'>): ReadonlyMap<string, readonly string[]> {
  return new Map(decisions.map(({ principalId, roles }) => [principalId, roles]))
}

// A rule's reason is the operator's, who may have said it in the reader's language too.
// Why its requester alone was asked is left out while others are asked still, and they aren't any more.
function spokenVerdict(verdict: Verdict, live: ViewedAgent, awaits: readonly string[] = []): Verdict {
  const isAnswered = awaits.length > 0 && !awaits.includes(REQUESTER)
  const reasons = isAnswered ? verdict.reasons.filter((reason) => !THEIR_OWN.has(reason)) : verdict.reasons
  return { ...verdict, reasons: reasons.map(speechOf(live).ruleReason) }
}
const THEIR_OWN: ReadonlySet<string> = new Set(Object.values(OWN_REASONS))

interface Viewing {
  readonly plan: PlanRecord
  readonly origins: OriginReader
  readonly mayEdit: boolean
  readonly isResolver: boolean
}

function effectView(effect: EffectRecord, live: ViewedAgent, viewing: Viewing): EffectView {
  const declaration = viewedTool(live, effect.tool)
  return {
    index: effect.index,
    tool: effect.tool,
    title: effectTitle(declaration, effect.args),
    args: effect.args,
    arguments: argumentViews(effect, live, viewing),
    money: [...moneyByCurrency([{ declaration, args: effect.args }])].map(([currency, minor]) => ({ minor, currency })),
    labels: effect.labels,
    because: effect.because,
    paths: effect.paths,
    verdict: effect.verdict && spokenVerdict(effect.verdict, live),
    state: effect.state,
    result: effect.outcome?.ok ? effect.outcome.value : null,
    ...answeredView(effect.outcome, speechOf(live)),
    ...(effect.state === 'failed' && { failed: plannerFailure(effect, live, viewing.plan.effects) }),
    said: viewing.isResolver && effect.outcome?.ok === false ? (effect.outcome.said ?? null) : null,
    reversible: declaration.reversible,
    mayLeaveOut: viewing.mayEdit && mayLeaveOut(viewing.plan, effect.index),
  }
}

function argumentViews(effect: EffectRecord, live: ViewedAgent, viewing: Viewing): readonly ArgumentView[] {
  const declaration = viewedTool(live, effect.tool)
  // A currency is read with its amount, not as an argument of its own.
  const currencies = new Set(Object.values(declaration.money).map(({ currency }) => currency))
  return inOrderOf(live.definitions.get(effect.tool)?.inputSchema ?? {}, effect.args)
    .filter(([name]) => !currencies.has(name))
    .map(([name, value]) => {
      const { text, ...origin } = originOf(value, argumentLabel(effect, name), viewing.origins)
      return {
        name,
        ...wordsOf(declaration, name),
        text: argumentText(declaration, effect.args, name),
        origin: text,
        ...origin,
        was: textBefore(effect, name, viewing.plan, live),
        edit: viewing.mayEdit ? editFields(effect, name, live) : [],
      }
    })
}

// A stored object has lost the order of its keys; the tool's schema has the one that its author found readable.
function inOrderOf({ properties }: JsonObject, args: JsonObject): readonly (readonly [string, Json])[] {
  const order = isJsonObject(properties) ? Object.keys(properties) : []
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return Object.entries(args).sort(([left], [right]) => place(left) - place(right))
}

function argumentLabel({ labels }: EffectRecord, name: string) {
  const own = Object.entries(labels).filter(([pointer]) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))
  return own.length === 0 ? NO_SOURCES : joinLabels(own.map(([, label]) => label))
}
