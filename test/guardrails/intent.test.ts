import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IntentFacts } from '#guardrails/contract.ts'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import { compiled, factsOf, refund, REFUND_POLICY, sourcesOf } from './shop-policy.ts'
import { testVerdicts } from './verdict-case.ts'

const EXPLICIT: IntentFacts = {
  playbook: 'refund',
  procedures: ['refund'],
  basis: 'explicit',
  likeness: 0.93,
  language: 'en',
  author: 'customer',
  doubts: [],
}
const INFERRED: IntentFacts = { ...EXPLICIT, basis: 'inferred', likeness: null, doubts: ['speech-act', 'slot'] }
const NOBODY = { confirmed: [], inferred: [] }
const effects = [refund(100)]

const about = (condition: string) => `${REFUND_POLICY}
@id("by-intent") @ask("support-lead") @reason("By what was asked for")
forbid (principal, action == Action::"plan.apply", resource) when { ${condition} };`

testVerdicts([
  {
    title: 'an explicit wish asks nobody',
    sources: { procedures: NOBODY },
    effects,
    facts: { intent: EXPLICIT },
    verdict: { decision: 'allow' },
  },
  {
    title: 'what was inferred asks whoever asked for it',
    sources: { procedures: NOBODY },
    effects,
    facts: { intent: INFERRED },
    verdict: { decision: 'ask', roles: ['requester'], policies: ['parley.inferred'] },
  },
  {
    title: 'beside a role that is asked, both are',
    sources: { procedures: NOBODY },
    effects: [refund(6000)],
    facts: { intent: INFERRED },
    verdict: { decision: 'ask', roles: ['support-lead', 'requester'] },
  },
  {
    title: 'a procedure whose file says so isn’t asked about, and another one is',
    sources: { procedures: { confirmed: [], inferred: ['refund'] } },
    effects,
    facts: { intent: INFERRED },
    verdict: { decision: 'allow' },
  },
  {
    title: 'what a model planned is no procedure’s',
    sources: { procedures: { confirmed: [], inferred: ['refund', ''] } },
    effects,
    facts: { intent: { ...INFERRED, playbook: 'other' } },
    verdict: { decision: 'ask', roles: ['requester'] },
  },
  {
    title: 'a procedure that wants its requester’s yes asks it of an explicit wish too',
    sources: { procedures: { confirmed: ['refund'], inferred: [] } },
    effects,
    facts: { intent: EXPLICIT },
    verdict: { decision: 'ask', roles: ['requester'], policies: ['parley.confirm'] },
  },
  {
    title: 'a refusal stays one, whatever was asked for',
    sources: { procedures: NOBODY },
    effects: [refund(60_000)],
    facts: { intent: EXPLICIT },
    verdict: { decision: 'deny' },
  },
  ...(
    [
      ['the basis', 'context.intent.basis == "explicit"'],
      ['the likeness', 'context.intent has likeness && context.intent.likeness.greaterThan(decimal("0.9"))'],
      ['the language', 'context.intent.language == "en"'],
      ['the author', 'context.intent.author == principal.id'],
      ['the procedure', 'context.intent.playbook == "refund"'],
      ['its doubts', 'context.intent.doubts.isEmpty()'],
    ] as const
  ).map(([what, condition]) => ({
    title: `a rule may look at ${what}`,
    policy: about(condition),
    effects,
    facts: { intent: EXPLICIT },
    verdict: { decision: 'ask' as const, roles: ['support-lead'], policies: ['by-intent'] },
  })),
  {
    title: 'a rule about one tool sees it as well',
    policy: `${REFUND_POLICY}
      @id("by-intent") forbid (principal, action == Action::"shop/refunds.create", resource)
      when { context.intent.doubts.contains("slot") };`,
    effects,
    facts: { intent: INFERRED },
    verdict: { decision: 'deny', policies: ['by-intent'] },
  },
])

for (const [condition, message, hint] of [
  ['context.intent.basis == "infered"', /"infered" is no basis that a rule sees/, /inferred/],
  ['context.intent.basis == "confirmed"', /"confirmed" is no basis that a rule sees/, /@ask\("requester"\)/],
  ['context.intent.doubts.contains("speach-act")', /"speach-act" is no doubt/, /speech-act/],
] as const) {
  test(`${condition} is a mistake`, () => {
    const result = compilePolicy(sourcesOf(about(condition)))
    assert.ok(!result.ok)
    assert.match(result.problems[0]?.message ?? '', message)
    assert.match(result.problems[0]?.hint ?? '', hint)
  })
}

test('the requester may say yes to what was inferred after a change of their own, and no role may for them', () => {
  const policies = compiled(REFUND_POLICY, { procedures: NOBODY })
  const { plan } = policies.judgePlan(effects, factsOf({ intent: INFERRED }))
  assert.ok(policies.requesterMayDecide(plan, 'requester'))
  assert.ok(policies.editorMayDecide(plan, 'requester'))
  assert.equal(policies.requesterMayDecide(plan, 'support-lead'), false)
})
