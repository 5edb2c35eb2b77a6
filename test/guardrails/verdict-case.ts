import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedCall, PlanFacts, PolicySources } from '#guardrails/contract.ts'
import type { Verdict } from '#core/verdict.ts'
import { compiled, REFUND_POLICY, factsOf, SHOP_TOOLS } from './shop-policy.ts'

/** A plan, the rules it is judged by (`REFUND_POLICY` unless said), and what must come of it. */
export interface Case {
  readonly title: string
  readonly policy?: string
  readonly sources?: Partial<PolicySources>
  readonly effects: readonly JudgedCall[]
  readonly facts?: Partial<PlanFacts>
  readonly verdict: Partial<Verdict>
}

/** Tests each case under its title. */
export function testVerdicts(cases: readonly Case[]): void {
  for (const { title, policy = REFUND_POLICY, sources, effects, facts, verdict } of cases) {
    test(title, () => {
      const judged = compiled(policy, sources).judgePlan(effects, factsOf(facts))
      assert.partialDeepStrictEqual(judged.plan, verdict)
      assert.equal(judged.effects.length, effects.length)
    })
  }
}

/** A rule that permits everything, and a source that anybody can write. */
export const ALL = `@id("all") permit (principal, action, resource);`
export const NOTE = 'tool:shop/orders.get.note'

const EMPTY = { counts: {}, amounts: {} }

/** What others hold of refunds today. */
export function ledgerWith(minor: number, currency = 'EUR'): Partial<PlanFacts> {
  const window = { counts: { 'shop/refunds.create': 1 }, amounts: { 'shop/refunds.create': { [currency]: minor } } }
  return { ledger: { user24h: window, tenant24h: EMPTY, agent24h: EMPTY } }
}

/** The shop's tools, of which refunds take these arguments from anywhere. */
export function accepting(...accepts: readonly string[]): PolicySources['tools'] {
  return SHOP_TOOLS.map((tool) => (tool.tool === 'shop/refunds.create' ? { ...tool, accepts } : tool))
}
