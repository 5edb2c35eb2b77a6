import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import type { NamedPlaybook } from '#agents/contract.ts'
import type { ReadRequest } from '#plan-language/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { AppError } from '#core/errors.ts'
import { doubted, type Intent } from '#core/intent.ts'
import { labelOf, type Label } from '#plan-language/values/label.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { moveOwnedPlan, createPlan, storeDryRun, type NewPlan, type StoredDryRun } from '#memory/plans/plan-changes.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readPlanOfRun } from '#memory/plans/plans.ts'
import type { PlaybookCite } from '#core/plan-citation.ts'
import { quotedIn } from '#knowledge/journalled-passages.ts'
import { procedureOfAll } from '#planning/intent/called-procedures.ts'
import { intentOfSteps } from '#planning/intent/intent-of-steps.ts'
import { withTalkAhead } from '#planning/intent/talk-ahead.ts'
import { notFound } from '#planning/failures/not-found.ts'
import { afterPlan } from '#planning/planner/next-round.ts'
import { planByModel, planWithoutProgram, type Planned } from '#planning/plan-by-model.ts'
import { cachePlan, planWithContext } from '#judging/read-plan.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import { requesterIdentity } from '#planning/planner/requester-identity.ts'
import { plannedEffects, tryPlan } from '#planning/try-plan.ts'
import { citePassages, type CitedPassages } from '#planning/reads/cite-passages.ts'
import { failureOf, RULE_MISSING } from '#planning/failures/failure-text.ts'
import type { PlannerFailure } from '#planning/planner/planner-texts.ts'
import { matchesSeal } from '#sealed-plan/matches-seal.ts'
import { labelledSlots } from '#dialogue/slot-filling/labelled-slots.ts'
import { saidBy } from '#routing/slot-source.ts'
import { readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { TurnState, TurnUpdate } from '#turn/state.ts'
import { turnOf, type Turn } from '#turn/turn.ts'

/** What a playbook's own constants carry. */
const OPERATOR: Label = labelOf('operator')

/**
 * Writes the plan of this round and tries it out: reads are made, writes only staged. Run again after a crash it finds
 * its row, and the reads in its journal aren't made again.
 */
export async function plan(services: Services, state: TurnState, config: LangGraphRunnableConfig): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const record = readTurn(services, turn)
  const { started, cited, isAsSealed } = await startPlan(services, turn, record, state.round)
  if (started.plan.status !== 'making' || started.plan.dryRunEndedAt !== null) {
    // Done, or come to nothing, before a worker died: the turn goes on from there.
    const isEnded = started.plan.status === 'done' || started.plan.status === 'failed'
    return isEnded ? afterPlan(started.plan, record.live) : { planId: started.plan.id, next: 'judge' }
  }
  turn.progress.name(started.plan.id)
  const planned = !isAsSealed
    ? { dryRun: null, generation: started.plan.generation, ran: started.plan, failure: NOT_AS_SEALED }
    : cited.ok
      ? await tryOut(services, turn, record, started)
      : withoutRule(services, started.plan, cited.missing)
  const called = await citedByCalled(services, turn, record, planned)
  const rules = [...(cited.ok ? cited.citations : []), ...(called.ok ? called.citations : [])]
  const citations = [...rules, ...quotedIn(planned.dryRun?.journal ?? [])]
  const kept = called.ok ? planned : withoutRule(services, started.plan, called.missing)
  const judged = await keep(services, turn, record, { plan: started.plan, planned: kept, citations })
  return { planId: started.plan.id, next: judged ? 'judge' : 'respond' }
}

// A procedure that a program calls goes by its rules as if it had been asked for by name.
async function citedByCalled(
  services: Services,
  turn: Turn,
  { live: { agent } }: TurnRecord,
  { ran: { procedures } }: Planned,
): Promise<CitedPassages> {
  const names = Object.values(procedures ?? {}).map(({ name }) => name)
  const cites = agent.playbooks.flatMap(({ name, cites: own }) => (names.includes(name) ? own : []))
  if (cites.length === 0) return { ok: true, citations: [] }
  return services.database.batch(turn.tenantId, (tx) => citePassages(tx, agent.name, cites))
}

async function tryOut(services: Services, turn: Turn, record: TurnRecord, started: PlanWithContext): Promise<Planned> {
  const { plan: row, context, journal } = started
  if (row.author === 'model') return planByModel(services, turn, record, started)
  const tried = { generation: row.generation, ran: row }
  const dryRun = await tryPlan(services, turn, { plan: row, context, generation: row.generation, journal })
  if (dryRun.asked) return { ...tried, dryRun, failure: null, asked: dryRun.asked }
  if (dryRun.ok) return { ...tried, dryRun, failure: null }
  const missing = notFound(dryRun, row, context.live)
  if (missing) return { ...tried, dryRun: { ...dryRun, said: missing.said }, failure: missing }
  return { ...tried, dryRun, failure: failureOf(dryRun) }
}

// A plan that its rule doesn't stand behind isn't even tried out: nothing is looked up for it.
function withoutRule({ context }: Services, plan: PlanRecord, missing: PlaybookCite): Planned {
  const { id, generation, playbook } = plan
  context.log.error({
    event: 'rule-missing',
    code: RULE_MISSING.code,
    planId: id,
    playbook,
    document: missing.document,
    quote: missing.quote,
  })
  return { dryRun: null, generation, ran: plan, failure: RULE_MISSING }
}

interface Started {
  readonly started: PlanWithContext
  readonly cited: CitedPassages
  /** Whether what people allowed to be read stands as they did. */
  readonly isAsSealed: boolean
}

const NOT_AS_SEALED = {
  code: 'digest-differs',
  text: "The plan isn't the one that was judged (allowed differs). Nothing was done.",
} as const

async function startPlan(services: Services, turn: Turn, record: TurnRecord, round: number): Promise<Started> {
  const planned = newPlan(services, turn, record, round)
  const { agent, policies } = record.live
  const windows = policies.readWindows
  const playbook = playbookOf(record)
  const { unwrittenRoute: route } = turn
  const statements = (tx: Tx) =>
    Promise.all([
      route?.(tx),
      createPlan(tx, planned, turn.hold),
      // By its round: a worker before this one may have written it down under another id.
      planWithContext(tx, turn, record, {
        planId: planned.id,
        read: readPlanOfRun(tx, turn.hold.runId, round),
        windows,
      }),
      citePassages(tx, agent.name, playbook?.cites ?? []),
    ])
  const [, , started, cited] = await (route === null
    ? services.database.batch(turn.tenantId, statements)
    : appendToThread(services.database, turn, statements))
  turn.unwrittenRoute = null
  const isAsSealed =
    started.plan.allowed.length === 0 ||
    (await services.database.batch(turn.tenantId, (tx) => matchesSeal(tx, started.plan)))
  return { started, cited, isAsSealed }
}

function newPlan(services: Services, turn: Turn, record: TurnRecord, round: number): NewPlan {
  const { route, live, principal } = record
  const playbook = playbookOf(record)
  const fields = {
    id: services.context.newId(),
    threadId: turn.threadId,
    runId: turn.hold.runId,
    round,
    requester: principal.id,
    agent: live.agent.name,
    agentHash: live.agent.hash,
    nowMs: services.context.now().getTime(),
  }
  if (playbook === null || route?.to !== 'playbook')
    return planWithoutProgram({ ...fields, intent: route?.to === 'plan' ? sentIntent(record, route.intent) : null })
  const program = playbookIn(playbook, record.language).source
  return {
    ...fields,
    author: 'playbook',
    playbook: playbook.name,
    program,
    literals: OPERATOR,
    slots: labelledSlots(playbook.slots, route.slots, saidBy(record, playbook.name)),
    identity: requesterIdentity(program, record),
    intent: sentIntent(record, route.intent),
  }
}

// What a program sends asks for nothing in a person's own words, whatever it says.
function sentIntent<Known extends Intent | null | undefined>({ sentBy }: TurnRecord, intent: Known): Intent | Known {
  if (!intent || !sentBy) return intent
  // Words that a program chose in somebody's name aren't shown to them as what they said.
  const heard = sentBy === 'relayed' ? { ...intent, said: [] } : intent
  return doubted(heard, sentBy)
}

/** The playbook that a turn was routed to; null where a model is to write the plan. */
function playbookOf({ route, live }: TurnRecord): NamedPlaybook | null {
  if (route?.to === 'plan') return null
  if (route?.to !== 'playbook') throw new AppError('A turn came to plan without a playbook.', { code: 'route-missing' })
  const playbook = live.agent.playbooks.find((candidate) => candidate.name === route.playbook)
  if (!playbook) throw new AppError(`There is no playbook ${route.playbook} any more.`, { code: 'playbook-missing' })
  return playbook
}

interface Outcome extends Pick<StoredDryRun, 'citations'> {
  readonly plan: PlanRecord
  readonly planned: Planned
}

// What its author acts on. It holds no value of the program's data, as replaying the plan shows them.
function failedEvent(
  { id, agent, author, playbook }: PlanRecord,
  { live }: TurnRecord,
  { code, where }: PlannerFailure,
) {
  const file = live.agent.playbooks.find(({ name }) => author === 'playbook' && name === playbook)?.file ?? null
  const at = { line: where?.at?.line ?? null, column: where?.at ? where.at.column + 1 : null }
  return { event: 'plan-failed', code, planId: id, agent, file, ...at, detail: where?.message ?? null }
}

// Nothing of the plan is staged yet: what its people see and answer for are the reads alone.
function askingFor(
  asked: readonly ReadRequest[],
  of: Pick<StoredDryRun, 'planId' | 'generation' | 'citations'>,
  { live }: TurnRecord,
): StoredDryRun {
  const reads = asked.map((request, index) => ({ ...request, index, paths: {} }))
  return { ...of, said: null, effects: plannedEffects(reads, live), changes: [], asking: true }
}

/** Stores what came of trying the plan out. True where there is something to judge. Throws `lease-lost`. */
async function keep(
  services: Services,
  turn: Turn,
  record: TurnRecord,
  { plan, planned, citations }: Outcome,
): Promise<boolean> {
  const { hold } = turn
  const { id: planId } = plan
  const { dryRun, generation, ran, failure, asked = [] } = planned
  if (failure?.where) services.context.log.warn(failedEvent(plan, record, failure))
  const staged = dryRun?.ok && failure === null ? dryRun.effects : []
  const reads = dryRun?.journal ?? []
  const called = dryRun?.ok ? dryRun.called : []
  const made = { plan: { ...plan, ...ran }, steps: staged, reads, called }
  const talk = { planId, live: record.live, said: dryRun?.said ?? null, steps: staged }
  const meant = staged.length === 0 ? null : intentOfSteps(services, turn, record, made)
  const [intent, said] = await Promise.all([meant, withTalkAhead(services, turn, talk)])
  const [, kept] = await services.database.batch(turn.tenantId, (tx) =>
    Promise.all([store(tx), planWithContext(tx, turn, record, { planId })]),
  )
  cachePlan(turn, kept)
  return staged.length > 0 || asked.length > 0

  function store(tx: Tx): Promise<void> {
    if (failure) return moveOwnedPlan(tx, planId, { from: ['making'], to: 'failed', said, failure }, hold)
    if (asked.length > 0) return storeDryRun(tx, askingFor(asked, { planId, generation, citations }, record), hold)
    if (staged.length === 0) return moveOwnedPlan(tx, planId, { from: ['making'], to: 'done', said, citations }, hold)
    const effects = plannedEffects(staged, record.live)
    const next = dryRun?.ok ? dryRun.next : null
    // By what the program did, and not by what its text names.
    const of = plan.author === 'model' ? { playbook: procedureOfAll(staged, called) } : {}
    return storeDryRun(tx, { planId, generation, said, effects, changes: [], next, citations, intent, ...of }, hold)
  }
}
