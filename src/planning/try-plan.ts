import { AsyncLocalStorage } from 'node:async_hooks'
import { appendReads, type PlannedEffect } from '#memory/plans/plan-changes.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { isLookup } from '#plan-language/values/lookups.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import type { Verdict } from '#core/verdict.ts'
import type { DryRun, JournalEntry, PlanProgram, ReadRequest } from '#plan-language/contract.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { withSpan } from '#core/telemetry.ts'
import { moneyByCurrency } from '#cards/titles/plan-title.ts'
import { declarationOf, definitionOf, planTools, type AgentRuntime, type PlanningAgent } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { callGate } from '#turn/lease/kill-switches.ts'
import type { Turn } from '#turn/turn.ts'
import { shownVerdict } from '#judging/ask-for-shown.ts'
import { planFacts } from '#judging/facts.ts'
import type { JudgingContext } from '#turn/plan-context.ts'
import { lookupTools } from '#knowledge/lookups.ts'
import { groupedSteps } from './intent/grouped-steps.ts'
import { calledWrongly } from './intent/called-procedures.ts'
import { withEndorsedValues } from './intent/endorsed-values.ts'
import { consumedBefore } from './intent/consumed-before.ts'
import { lookIntoDocuments } from './reads/look-into-documents.ts'
import { makeRead } from './reads/make-read.ts'
import { readBefore, readByModel } from './reads/read-by-model.ts'
import { readTitle } from './reads/read-title.ts'
import { wasAllowed } from './reads/was-allowed.ts'
import { isReader, READER_TOOLS, READERS } from '#knowledge/model-readers.ts'

export interface Try {
  readonly plan: PlanRecord
  readonly context: JudgingContext
  /** Where each read is kept before its answer reaches the program; null where only its outcome may be kept. */
  readonly generation: number | null
  /** Reads made before, by a worker that died: they aren't made again. */
  readonly journal: readonly JournalEntry[]
  /** What was read when the plan was tried out before: what a model read then it isn't asked again. */
  readonly before?: readonly JournalEntry[]
  /**
   * What programs before this one read for the plan, and failed after. Where a rule would ask about a read since it hangs on
   * how they failed, it isn't made again: it was, and asking for it anew tells nobody anything.
   */
  readonly readByFailed?: readonly JournalEntry[]
  /**
   * What was read for the plan as people said yes to it: where a rule would ask about such a read, they have answered. It
   * is made anew, since what it gives may be something else by now.
   */
  readonly approved?: readonly JournalEntry[]
}

/** The result of a dry run; `asked` are the reads that need an approval first. */
export type Tried = DryRun & { readonly asked?: readonly ReadRequest[] }

/** Dry run of a plan's program: its reads are judged and made; its writes are staged, not called. */
export async function tryPlan(services: Services, turn: Turn, attempt: Try): Promise<Tried> {
  const { plan, context, generation, before = [], readByFailed = [], approved = [] } = attempt
  const { live, principal } = context
  const { gateway } = services
  const journal: JournalEntry[] = [...attempt.journal]
  const asked: ReadRequest[] = []
  const program = planProgram(plan, live)
  const facts = () => planFacts(context, journal)
  const isAllowed = (request: ReadRequest, verdict: Verdict) =>
    readBefore(approved, request) !== null || wasAllowed(plan, request, { verdict, policies: live.policies })
  const asks = shownVerdict(plan, live)
  const looking = { services, live, principal, facts, isAllowed, asks }
  const mayCall = callGate(services, { tenantId: turn.tenantId, agent: live.agent.name, seen: context.stops })
  const consumed = (request: ReadRequest) => consumedBefore({ journal, before, readByFailed }, request)
  const reading = { live, principal, policies: live.policies, facts, mayCall, isAllowed, asks, consumed }
  const run = await withSpan('dry run', { 'parley.plan.id': plan.id }, () =>
    services.sandbox.dryRun(program, {
      signal: turn.signal,
      journal: attempt.journal,
      // A read is asked for by the child's output, which belongs to no turn: its span belongs to this one.
      read: AsyncLocalStorage.bind(async (request, signal) => {
        const ended = turn.progress.read(request.tool, readTitle(live, request))
        const made = await (isReader(request.tool)
          ? readByModel({ gateway, live, planId: plan.id, journal: () => [...before, ...journal], signal }, request)
          : isLookup(request.tool)
            ? lookIntoDocuments({ ...looking, signal }, request)
            : makeRead({ ...reading, signal }, request))
        const isAsked = !made.ok && made.code === 'asked'
        const answer = (isAsked ? readBefore(readByFailed, request) : null) ?? made
        ended(answer.ok ? 'done' : 'failed')
        if (!answer.ok && answer.code === 'asked') asked.push(request)
        return answer
      }),
      onEntry: async (entry) => {
        if (generation !== null) {
          await services.database.batch(turn.tenantId, (tx) =>
            appendReads(tx, { planId: plan.id, generation, entries: [entry] }, turn.hold),
          )
        }
        journal.push(entry)
      },
    }),
  )
  const wrong = run.ok ? calledWrongly(run.called, plan, live) : null
  if (wrong) return { ok: false, failure: wrong, said: null, journal: run.journal }
  if (run.ok || run.failure.kind !== 'asked' || asked.length === 0) return withEndorsedValues(run, { plan, live })
  return { ...run, asked: await groupedSteps(services, turn, { program, context, journal: run.journal, asked, asks }) }
}

// Looking into documents is asked about as any read, and is no server's tool: it has no definition, and moves no money.
const NO_SERVERS = { definitionHash: 'none', amounts: {} } as const

/** The staged effects as rows of the ledger. */
export function plannedEffects(effects: readonly StagedStep[], live: AgentRuntime): readonly PlannedEffect[] {
  return effects.map(({ index, tool, args, labels, because, paths }) => ({
    index,
    tool,
    args,
    labels,
    because,
    paths,
    ...(isLookup(tool)
      ? NO_SERVERS
      : {
          definitionHash: definitionOf(live, tool).hash,
          amounts: Object.fromEntries(moneyByCurrency([{ declaration: declarationOf(live, tool), args }])),
        }),
  }))
}

/** What of a plan a program is made of, stored or not. */
export type Programmed = Pick<PlanRecord, 'program' | 'literals' | 'slots' | 'refs' | 'identity' | 'nowMs'> &
  Partial<Pick<PlanRecord, 'author' | 'procedures'>>

/** A plan's program, ready to run. */
export function planProgram(plan: Programmed, live: PlanningAgent): PlanProgram {
  const { limits } = live.agent
  return {
    source: plan.program,
    literals: plan.literals,
    slots: plan.slots,
    refs: plan.refs,
    ...(plan.identity && { requester: plan.identity }),
    ...(plan.procedures && { procedures: plan.procedures }),
    tools: { ...planTools(live), ...READER_TOOLS, ...lookupTools(live.agent) },
    now: plan.nowMs,
    ...(live.agent.zone !== undefined && { zone: live.agent.zone }),
    ...(plan.author === 'model' && live.agent.shownToPlanner && { mayShow: true }),
    limits: { ...PLAN_LIMITS, wallMs: wallMs(plan), reads: limits.readsPerPlan, effects: limits.effectsPerPlan },
  }
}

/** How long a plan may take that models read for, in ms: a reply takes them up to 30 s, and there are several. */
const READING_WALL_MS = 180_000

function wallMs({ program }: Programmed): number {
  const isRead = Object.keys(READERS).some((name) => program.includes(`${name.slice('model/'.length)}(`))
  return isRead ? READING_WALL_MS : PLAN_LIMITS.wallMs
}
