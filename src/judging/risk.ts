import { isLookup } from '#plan-language/values/lookups.ts'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { isUntrusted } from '#cards/origins/origin.ts'
import { moneyByCurrency } from '#cards/titles/plan-title.ts'

/**
 * The risk by which a queue is sorted, highest first: steps that depend on untrusted text, money in whole units of its
 * currencies, steps that can't be undone. Counted, and never shown as a score.
 */
export function riskOf(
  plan: {
    readonly requester: string
    readonly requesterName: string
    readonly asking: boolean
    readonly effects: readonly Judged[]
  },
  live: AgentRuntime,
): readonly number[] {
  const requester = { id: plan.requester, name: plan.requesterName }
  const reader = { agent: live.agent, requester, readerId: plan.requester }
  const titled = plan.effects
    .filter(({ tool }) => !isLookup(tool))
    .map(({ tool, args }) => ({ declaration: declarationOf(live, tool), args }))
  const unchecked = plan.effects.filter(({ labels, because }) =>
    [because, ...Object.values(labels)].some(({ data, ctrl }) =>
      [...data, ...ctrl].some((source) => isUntrusted(source, reader)),
    ),
  )
  const money = [...moneyByCurrency(titled)].map(([currency, minor]) => minor / 10 ** minorDigits(currency))
  return [
    unchecked.length,
    Math.ceil(money.reduce((sum, amount) => sum + amount, 0)),
    plan.asking ? 0 : titled.filter(({ declaration }) => !declaration.reversible).length,
  ]
}

type Judged = Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>
