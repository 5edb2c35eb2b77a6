import { neverAborted } from './never-aborted.ts'
import { isAllowed } from '#auth/authorize.ts'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { passageAskedOf, passagesIn } from '#knowledge/journalled-passages.ts'
import { readablePassages } from '#memory/documents/documents.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { DryRun, JournalEntry, ReadAnswer, ReadRequest } from '#plan-language/contract.ts'
import type { Operations } from '#contract/operations.ts'
import { agentRuntime } from '#turn/read-turn.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { withEndorsedValues } from '#planning/intent/endorsed-values.ts'
import { planProgram } from '#planning/try-plan.ts'
import { differences, sealOfReplay } from '#planning/replayed.ts'
import type { ReplayStep, ReplayView } from '#contract/replay.ts'
import type { Services } from '#turn/services.ts'
import { effectTitle } from '#cards/titles/effect-title.ts'
import { planFor } from '#cards/plan-view/plan-for-reader.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'
import { viewFor } from '#memory/database/reader.ts'

/** A stored plan's program, run once more over its journal: no read is made, and nothing is staged anywhere. */
export function replayOperations(services: Services): Pick<Operations, 'replayPlan'> {
  return {
    replayPlan: async (principal, { planId }, signal = neverAborted()) => {
      const plan = await services.database.batch(principal.tenantId, (tx) =>
        planFor(services, tx, planId, { principal, action: 'plan.replay' }),
      )
      if (plan.status === 'making')
        throw new AppError('This plan is still being made.', { code: 'plan-not-made', status: 409, retryable: true })
      const live = agentRuntime(services, plan.agent)
      const journal = parseJournal(plan.journal)
      const replay = new Replay(plan, journal, live)
      const showsAnswers = isAllowed(principal, 'plan.read-all', 'tenant')
      const asked = [...journal, ...plan.effects].flatMap((read) => passageAskedOf(read) ?? [])
      const lookedUp = [...journal.flatMap(passagesIn), ...asked]
      const readable = await services.database.batch(principal.tenantId, (tx) =>
        readablePassages(tx, lookedUp, viewFor(principal, 'any')),
      )
      const ran = await services.sandbox.dryRun(planProgram(plan, live), {
        signal,
        read: (request) => Promise.resolve(replay.answer(request)),
        onEntry: () => Promise.resolve(),
      })
      const dryRun = withEndorsedValues(ran, { plan, live })
      const seal = sealOfReplay({ tenantId: principal.tenantId, plan, journal, live }, dryRun)
      return {
        planId: plan.id,
        status: plan.status,
        steps: replay.steps(dryRun).map((step) => shownTo({ showsAnswers, readable }, step)),
        edits: plan.edits?.changes ?? [],
        said: dryRun.said?.text ?? null,
        failure: dryRun.ok ? null : dryRun.failure,
        ...seal,
        differs: [...replay.unlike(), ...differences(plan, dryRun, live), ...seal.differs],
      } satisfies ReplayView
    },
  }
}

// What a read answered may hold more than the plan came to: of that, evidence gives an overseer alone too. What documents say
// is for those who may read them.
function shownTo(
  { showsAnswers, readable }: { readonly showsAnswers: boolean; readonly readable: ReadonlySet<string> },
  step: ReplayStep,
): ReplayStep {
  if (step.type !== 'read') return step
  const { tool, answer } = step
  const askedOf = passageAskedOf(step)
  const args = askedOf === null || readable.has(askedOf) ? step.args : {}
  if (!answer.ok) return { ...step, args }
  const isReadable = passagesIn({ tool, answer: { ...answer, labels: {} } }).every((id) => readable.has(id))
  return showsAnswers && isReadable ? step : { ...step, args, answer: { ok: false, code: 'withheld' } }
}

/** Answers a program's reads from its journal, and remembers where in the program they stand. */
class Replay {
  readonly #plan: PlanRecord
  readonly #journal: readonly JournalEntry[]
  readonly #live: AgentRuntime
  readonly #reads: ReplayStep[] = []
  #isUnlike = false

  constructor(plan: PlanRecord, journal: readonly JournalEntry[], live: AgentRuntime) {
    this.#plan = plan
    this.#journal = journal
    this.#live = live
  }

  answer(request: ReadRequest): ReadAnswer {
    const answer = this.#recorded(request)
    const { index, tool, args, at } = request
    const shown = answer.ok ? { ok: true as const, value: answer.value } : answer
    this.#reads.push({ type: 'read', index, tool, title: this.#titleOf(tool, args), args, at, answer: shown })
    return answer
  }

  /** In the order in which the program asked and staged: a write only says where it stands, so reads come first. */
  steps(dryRun: DryRun): readonly ReplayStep[] {
    const effects = dryRun.ok ? dryRun.effects : []
    return [
      ...this.#reads,
      ...effects.map(({ index, tool, args, at }) => ({
        type: 'write' as const,
        index,
        tool,
        title: this.#titleOf(tool, args),
        args,
        at,
      })),
    ]
  }

  unlike(): readonly string[] {
    return this.#isUnlike || this.#reads.length < this.#journal.length ? ['journal'] : []
  }

  #recorded({ index, tool, args }: ReadRequest): ReadAnswer {
    const entry = this.#journal[index]
    if (entry?.request === sha256(canonicalJson({ tool, args }))) return entry.answer
    // A read that policy didn't let pass isn't in the journal; that it wasn't is how the plan ended.
    const refusal = this.#refusal()
    if (entry === undefined && refusal !== null) return { ok: false, code: refusal }
    this.#isUnlike = true
    return { ok: false, code: 'replay-differs' }
  }

  #refusal(): string | null {
    if (this.#plan.asking) return 'asked'
    const code = this.#plan.failure?.code
    return code === 'plan-asked' || code === 'plan-denied' ? code.slice('plan-'.length) : null
  }

  #titleOf(tool: string, args: ReadRequest['args']): string {
    return effectTitle(viewedTool(this.#live, tool), args)
  }
}
