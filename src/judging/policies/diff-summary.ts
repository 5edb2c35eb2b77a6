import type { PlanVerdict } from '#guardrails/contract.ts'
import type { Verdict } from '#core/verdict.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import {
  CHANGE_KINDS,
  LEFT_OUT_REASONS,
  type ChangeKind,
  type LeftOutReason,
  type PlanChangeView,
  type PolicyDiffView,
} from '#contract/policy-diff.ts'
import { effectTitle } from '#cards/titles/effect-title.ts'
import { planTitle } from '#cards/titles/plan-title.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'
import type { WholePlan } from './rejudge.ts'
import { comesToTheSame, differsFrom } from './shadow.ts'

const MAX_CHANGES = 200

/** Counts what other rules would have said otherwise, one plan after another. */
export class DiffSummary {
  readonly #live: Pick<AgentRuntime, 'agent' | 'declarations'>
  readonly #kinds = new Map<ChangeKind, number>()
  readonly #left = new Map<LeftOutReason, number>()
  readonly #changes: PlanChangeView[] = []
  #compared = 0
  #changed = 0

  constructor(live: Pick<AgentRuntime, 'agent' | 'declarations'>) {
    this.#live = live
  }

  leaveOut(why: LeftOutReason): void {
    this.#left.set(why, (this.#left.get(why) ?? 0) + 1)
  }

  /** `today`: what the rules of today say; null where they weren't asked. */
  compare(whole: WholePlan, would: PlanVerdict, today: PlanVerdict | null): void {
    this.#compared++
    const { said, plan, judgement } = whole
    if (!differsFrom(would, said)) return
    this.#changed++
    const kind = kindOf(said.plan, would.plan)
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1)
    if (this.#changes.length >= MAX_CHANGES) return
    const titled = plan.effects.map(({ tool, args }) => ({ declaration: viewedTool(this.#live, tool), args }))
    this.#changes.push({
      planId: plan.id,
      title: planTitle(titled),
      status: plan.status,
      judgedAt: judgement.judgedAt,
      kind,
      was: said.plan,
      would: would.plan,
      alreadySo: today && !differsFrom(today, would),
      steps: plan.effects.flatMap(({ index, tool, args }, place) => {
        const [was, then] = [said.effects[place], would.effects[place]]
        if (!was || !then || comesToTheSame(was, then)) return []
        return [{ index, title: effectTitle(viewedTool(this.#live, tool), args), was, would: then }]
      }),
    })
  }

  view(): Omit<PolicyDiffView, 'problems'> {
    return {
      agent: this.#live.agent.name,
      compared: this.#compared,
      changed: this.#changed,
      kinds: CHANGE_KINDS.flatMap((kind) => counted({ kind }, this.#kinds.get(kind))).sort(byPlans),
      changes: this.#changes,
      left: LEFT_OUT_REASONS.flatMap((why) => counted({ why }, this.#left.get(why))).sort(byPlans),
    }
  }
}

function kindOf(was: Verdict, would: Verdict): ChangeKind {
  const kind = CHANGE_KINDS.find((candidate) => candidate === `${was.decision}-to-${would.decision}`)
  return kind === undefined || comesToTheSame(was, would) ? 'steps' : kind
}

function counted<T>(what: T, plans: number | undefined): readonly (T & { readonly plans: number })[] {
  return plans === undefined ? [] : [{ ...what, plans }]
}

function byPlans(one: { readonly plans: number }, other: { readonly plans: number }): number {
  return other.plans - one.plans
}
