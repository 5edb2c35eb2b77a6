import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { readPages } from '../docs/page.ts'
import { call, compiled, factsOf, FROM_RECORD, refund, sourcesOf } from './shop-policy.ts'

const PAGES = readPages()

test('every rule that a page shows is one that the example agent could have', () => {
  const shown = PAGES.flatMap(({ path, blocks }) =>
    blocks.flatMap(({ language, text, line }) => (language === 'cedar' ? [{ at: `${path}:${line}`, text }] : [])),
  )
  assert.ok(shown.length >= 8)
  const wrong = shown.flatMap(({ at, text }) => {
    const { ok, ...result } = compilePolicy(sourcesOf(text))
    return ok ? [] : [{ at, ...result }]
  })
  assert.deepEqual(wrong, [])
  const some = shown.find(({ text }) => text.includes('amount'))?.text ?? ''
  assert.ok(!compilePolicy(sourcesOf(some.replace('amount', 'amuont'))).ok)
})

test('the rules of the page on writing them are a policy, and do what it says of them', () => {
  const page = PAGES.find(({ path }) => path === 'docs/how-to/write-a-policy.md')
  const rules = page?.blocks.flatMap(({ language, text }) => (language === 'cedar' ? [text] : [])) ?? []
  const policies = compiled(rules.join('\n'))
  const verdict = (...effects: Parameters<typeof policies.judgePlan>[0][number][]) => {
    const { decision, roles } = policies.judgePlan(effects, factsOf()).plan
    return [decision, ...roles].join(' ')
  }
  const account = (source: string) =>
    call(
      'shop/payouts.setAccount',
      { orderId: 'A17', iban: 'DE89370400440532013000' },
      { ...FROM_RECORD, iban: labelOf(source) },
    )
  assert.equal(verdict(refund(5000)), 'allow')
  assert.equal(verdict(refund(5000, { labels: { amount: labelOf('user:customer') } })), 'deny')
  assert.equal(verdict(refund(5001)), 'ask support-lead')
  assert.equal(verdict(refund(50_001)), 'deny')
  assert.equal(
    verdict(refund(5000, { args: { orderId: 'A1' } }), refund(5000), refund(1, { args: { orderId: 'A2' } })),
    'ask support-lead',
  )
  assert.equal(verdict(refund(1), refund(1)), 'deny')
  assert.equal(verdict(account('user:customer')), 'ask finance')
  assert.equal(verdict(account('tool:shop/orders.get.note')), 'deny')
  assert.equal(verdict(account('user:customer'), refund(1)), 'ask finance')
})
