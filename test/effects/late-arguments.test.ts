import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayCallWith } from '#effects/late-arguments.ts'
import type { PlanWithContext } from '#turn/plan-context.ts'
import type { Labels } from '#plan-language/values/label.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'

const OPERATOR = { data: ['operator'], ctrl: [] }

test('names with a slash or a tilde have their labels where a policy looks for them', () => {
  const handle = { $ref: { effect: 0, path: ['a/b~c'] } }
  const first = { index: 0, tool: 'shop/refunds.create', outcome: { ok: true, value: { 'a/b~c': 'R-1' } } }
  const labels = { '/in~1out': { data: ['effect:0'], ctrl: [] } }
  const second = { index: 1, tool: 'shop/mail.send', args: { 'in/out': handle }, labels, because: OPERATOR }
  const plan = { id: 'p', journal: [], decisions: [], effects: [first, second], now: '' } as unknown as PlanRecord
  let judged: Labels = {}
  const judgeCall = (call: { labels: Labels }) => {
    judged = call.labels
    return { decision: 'allow', roles: [], reasons: [], policies: [] }
  }
  const live = {
    agent: { name: 'support', trustedSources: [] },
    policies: { judgeCall, windows: new Set() },
    declarations: new Map([
      ['shop/refunds.create', { tool: 'shop/refunds.create', trust: { trusted: [], untrusted: [] } }],
    ]),
  }
  const context = { live, principal: { id: 'customer' }, channel: 'web', threadId: 't', ledger: {}, now: '' }
  const found = { plan, journal: [], context, rolesNow: new Map() } as unknown as PlanWithContext
  const place = { found, effect: second as unknown as EffectRecord, done: [first as unknown as EffectRecord] }
  assert.equal(mayCallWith(place, { 'in/out': 'R-1' }), true)
  assert.deepEqual(Object.keys(judged), ['/in~1out'])
  assert.match(JSON.stringify(judged['/in~1out']?.data), /tool:shop\/refunds\.create/)
})
