import { isJsonObject, type Json, type JsonObject } from '#json.ts'
import { joinLabels, NO_SOURCES } from '#label.ts'
import type { EffectRecord, PlanRecord } from '#memory/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import type { Principal } from '#principal.ts'
import type { Verdict } from '#verdict.ts'
import { rolesStillAsked, type Approvals } from '../applying/still-approved.ts'
import { isReader } from '../readers.ts'
import type { ArgumentView, DecisionView, EffectView, PlanView, ReadView } from '../contract.ts'
import { argumentText, effectTitle } from './effect-title.ts'
import { mayResolve } from './may-resolve.ts'
import { originOf, type OriginReader } from './origin.ts'
import { planDeed, planTitle, planTotals } from './plan-title.ts'
import { viewedTool, type ViewedAgent } from './viewed-agent.ts'

/** A plan as one reader sees it: drawn from its effects alone, nothing that a model wrote decides what it says. */
export function planView(
  plan: PlanRecord,
  journal: readonly JournalEntry[],
  live: ViewedAgent,
  reader: Principal,
): PlanView {
  const titled = plan.effects.map(({ tool, args }) => ({ declaration: viewedTool(live, tool), args }))
  const requester = { id: plan.requester, name: plan.requesterName }
  const origins: OriginReader = { agent: live.agent, requester, readerId: reader.id }
  return {
    id: plan.id,
    status: plan.status,
    digest: plan.digest,
    threadId: plan.threadId,
    runId: plan.runId,
    agent: plan.agent,
    requester,
    program: plan.program,
    playbook: plan.playbook,
    said: plan.said?.text ?? null,
    title: planTitle(titled),
    deed: planDeed(titled),
    totals: planTotals(titled),
    effects: plan.effects.map((effect) => effectView(effect, live, origins)),
    reads: journal.map((read) => readView(read, live)),
    verdict: plan.verdict,
    decisions: plan.decisions.map((decision) => decisionView(decision, plan, reader)),
    awaits: plan.status === 'waiting' && plan.verdict ? awaitedRoles(plan, plan.verdict, live) : [],
    rejectReasons: live.agent.approvals.rejectReasons,
    mayResolve: plan.status === 'unknown' && mayResolve(plan, live, reader),
    changes: plan.changes,
    failure: plan.failure,
    expiresAt: plan.expiresAt,
    createdAt: plan.createdAt,
  }
}

/** A decision for a reader. A note is among those who decide: the requester is told the reason alone. */
export function decisionView(
  decision: PlanRecord['decisions'][number],
  { requester }: Pick<PlanRecord, 'requester'>,
  reader: Principal,
): DecisionView {
  const isTold = reader.id !== requester || reader.id === decision.principalId
  return {
    principal: { id: decision.principalId, name: decision.principalName ?? decision.principalId },
    decision: decision.decision,
    reason: decision.reason,
    note: isTold ? decision.note : null,
    at: decision.decidedAt,
  }
}

function awaitedRoles(plan: PlanRecord, verdict: Verdict, { policies }: ViewedAgent): readonly string[] {
  return rolesStillAsked(plan, verdict, { rolesNow: rolesThen(plan), policies })
}

/** The roles that each decider held when deciding. */
export function rolesThen({ decisions }: Pick<Approvals, 'decisions'>): ReadonlyMap<string, readonly string[]> {
  return new Map(decisions.map(({ principalId, roles }) => [principalId, roles]))
}

function effectView(effect: EffectRecord, live: ViewedAgent, origins: OriginReader): EffectView {
  const declaration = viewedTool(live, effect.tool)
  return {
    index: effect.index,
    tool: effect.tool,
    title: effectTitle(declaration, effect.args),
    args: effect.args,
    arguments: argumentViews(effect, live, origins),
    labels: effect.labels,
    because: effect.because,
    paths: effect.paths,
    verdict: effect.verdict,
    state: effect.state,
    result: effect.outcome?.ok ? effect.outcome.value : null,
    reversible: declaration.reversible,
  }
}

function argumentViews(effect: EffectRecord, live: ViewedAgent, origins: OriginReader): readonly ArgumentView[] {
  const declaration = viewedTool(live, effect.tool)
  // A currency is read with its amount, not as an argument of its own.
  const currencies = new Set(Object.values(declaration.money).map(({ currency }) => currency))
  return inOrderOf(live.definitions.get(effect.tool)?.inputSchema ?? {}, effect.args)
    .filter(([name]) => !currencies.has(name))
    .map(([name, value]) => {
      const { text, ...origin } = originOf(value, argumentLabel(effect, name), origins)
      return { name, text: argumentText(declaration, effect.args, name), origin: text, ...origin }
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

function readView({ index, tool, args, answer, at }: JournalEntry, live: ViewedAgent): ReadView {
  const server = live.agent.servers.find(({ name }) => tool.startsWith(`${name}/`))
  return {
    index,
    tool,
    title: effectTitle(viewedTool(live, tool), args),
    from: isReader(tool) ? 'a model' : (server?.title ?? 'a tool'),
    args,
    found: answer.ok && answer.value !== null,
    at,
  }
}
