import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedCall } from '#guardrails/contract.ts'
import type { JsonObject } from '#core/json.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { PrincipalId } from '#core/principal.ts'
import {
  call,
  compiled,
  REFUND_POLICY,
  EXAMPLE_POLICY,
  factsOf,
  FROM_RECORD,
  mail,
  MAYA,
  refund,
  SHOP_TOOLS,
} from './shop-policy.ts'
import { accepting, ALL, ledgerWith, NOTE } from './verdict-case.ts'

test('rules see the requester, the channel, the thread and the time', () => {
  const policy = `@id("all") permit (principal == User::"customer", action in Action::"write", resource == Agent::"support")
    when { principal.roles.contains("customer") && principal has email && principal.email == context.args.to
      && resource.name == "support" && principal.name like "Maya*" && principal.id == "customer"
      && context.channel == "web" && context.thread == "thread-1" && context.currency == "EUR"
      && context.time > datetime("2026-03-02T09:59:00Z") && context.time.toTime() < duration("11h")
      && context.because.contains("user") && context.trusted.to && context.origin.to == ["record"] };`
  // Groups have no arguments in common, so a rule on an argument names its tool.
  const narrowed = policy.replace('action in Action::"write"', 'action == Action::"shop/mail.send"')
  const within = { effects: [refund(1), mail()], index: 1 }
  assert.equal(compiled(narrowed).judgeCall(mail(), factsOf(), within).decision, 'allow')
  const another = factsOf({ principal: { ...MAYA, id: PrincipalId.parse('other'), email: null } })
  assert.equal(compiled(narrowed).judgeCall(mail(), another, within).decision, 'deny')
})

test('what was said to one request is said to no other', () => {
  const policies = compiled(`@id("held") permit (principal, action == Action::"shop/mail.send", resource)
    when { principal.roles.contains("customer") && context.channel == "web" && context.args.template == "refund-issued" };`)
  const said = (facts: Parameters<typeof factsOf>[0], asked = mail()) =>
    policies.judgeCall(asked, factsOf(facts), { effects: [refund(1), asked], index: 1 }).decision
  const rolesGone = { principal: { ...MAYA, roles: [] } }
  const other = { ...mail(), args: { ...mail().args, template: 'newsletter' } }
  const each = () => [said({}), said(rolesGone), said({ channel: 'slack' }), said({}, other)]
  assert.deepEqual([each(), each()], Array(2).fill(['allow', 'deny', 'deny', 'deny']))
})

test('an object that looks like one of Cedar’s own values is data', () => {
  const tag = {
    type: 'object',
    properties: { name: { type: 'string' }, __entity: { type: 'object' } },
    required: ['name'],
  }
  const argsSchema = { type: 'object', properties: { tag, __extn: { type: 'string' } }, required: ['tag'] }
  const [refunds] = SHOP_TOOLS.filter(({ tool }) => tool === 'shop/refunds.create')
  assert.ok(refunds)
  const tools = [{ ...refunds, tool: 'shop/orders.tag', argsSchema, money: {} }]
  const policies = compiled(
    `@id("tag") permit (principal, action == Action::"shop/orders.tag", resource) when { context.args.tag.name == "x" };`,
    { tools },
  )
  const tagging = (value: JsonObject) =>
    call(
      'shop/orders.tag',
      { tag: value, __extn: 'datetime' },
      { tag: labelOf('operator'), __extn: labelOf('operator') },
    )
  assert.equal(
    policies.judgeCall(tagging({ name: 'x', __entity: { type: 'User', id: 'root' } }), factsOf()).decision,
    'allow',
  )
  assert.equal(policies.judgeCall(tagging({ name: 'y', __extn: { fn: 'ip', arg: '::1' } }), factsOf()).decision, 'deny')
  assert.equal(policies.judgeCall(tagging({ __entity: { type: 'User', id: 'root' } }), factsOf()).decision, 'deny')
})

test('a group stands for all reads or all writes', () => {
  const policies = compiled('@id("reads") permit (principal, action in Action::"read", resource);')
  const read = call('shop/orders.get', { id: 'A17' }, { id: labelOf('user:customer') })
  assert.equal(policies.judgeCall(read, factsOf()).decision, 'allow')
  assert.equal(policies.judgeCall(refund(1), factsOf()).decision, 'deny')
})

test('a read is judged by where its arguments came from', () => {
  const policies = compiled(EXAMPLE_POLICY)
  const search = (source: string) => call('shop/orders.search', { query: 'lamp' }, { query: labelOf(source) })
  assert.equal(policies.judgeCall(search('user:customer'), factsOf()).decision, 'allow')
  assert.equal(policies.judgeCall(search(NOTE), factsOf()).decision, 'ask')
  const lookUp = call('shop/refunds.get', { key: 'x' }, {})
  assert.equal(policies.judgeCall(lookUp, factsOf()).decision, 'deny')
})

test('rules see counts, order, different values and every window, of the plan and of others', () => {
  const policy = `${ALL} @id("seen") @reason("Seen") forbid (principal, action == Action::"plan.apply", resource) when {
    context.plan.effects == 3 && context.plan.reads == 1 && context.plan.order like "shop/refunds.create > *mail.send" &&
    context.plan.tools["shop/refunds.create"].count == 2 && context.plan.tools["shop/refunds.create"].amount == 300 &&
    context.plan.tools["shop/refunds.create"].distinct.orderId == 1 && context.plan.tools["shop/refunds.create"].distinct.amount == 2 &&
    context.plan.tools["shop/mail.send"].distinct.to == 1 && context.currency == "EUR" &&
    context.ledger.user24h.count == 4 && context.ledger.user24h.tools["shop/refunds.create"].count == 3 &&
    context.ledger.user24h.tools["shop/refunds.create"].amount == 1300 && context.ledger.tenant24h.count == 3 &&
    context.ledger.agent24h.tools["shop/refunds.create"].amount == 300 };`
  const facts = factsOf({ ...ledgerWith(1000), reads: [{ tool: 'shop/orders.get', result: null }] })
  const verdict = compiled(policy).judgePlan([refund(100), refund(200), mail()], facts).plan
  assert.deepEqual(verdict.reasons, ['Seen'])
})

const ORDERS: readonly (readonly [rule: string, plans: readonly (readonly [plan: string, seen: boolean])[]])[] = [
  // Some mail before some refund.
  [
    'mails.order.first < refunds.order.last',
    [
      ['mail refund', true],
      ['refund mail refund', true],
      ['refund mail', false],
      ['mail', false],
      ['refund', false],
    ],
  ],
  // Every mail before every refund: also where there is none of one of them.
  [
    'mails.order.last < refunds.order.first',
    [
      ['mail refund', true],
      ['refund mail refund', false],
      ['refund mail', false],
      ['mail', true],
      ['refund', true],
    ],
  ],
]

for (const [rule, plans] of ORDERS) {
  test(`a rule says which step comes first: ${rule}`, () => {
    const condition = rule.replaceAll(/mails|refunds/g, (name) =>
      name === 'mails' ? 'context.plan.tools["shop/mail.send"]' : 'context.plan.tools["shop/refunds.create"]',
    )
    const policies = compiled(
      `${ALL} @id("order") forbid (principal, action == Action::"plan.apply", resource) when { ${condition} };`,
    )
    for (const [plan, seen] of plans) {
      const effects = plan
        .split(' ')
        .map((name) => (name === 'mail' ? mail({ values: {} }, { 'values/refundId': labelOf('operator') }) : refund(1)))
      const { decision } = policies.judgePlan(effects, factsOf()).plan
      assert.equal(decision, seen ? 'deny' : 'allow', plan)
    }
  })
}

test('whole numbers that are no money are added up over a plan, exactly or to the largest exact number', () => {
  const argsSchema = {
    type: 'object',
    properties: { pieces: { type: 'integer' }, at: { type: 'string' } },
    required: ['pieces'],
  }
  const [refunds] = SHOP_TOOLS.filter(({ tool }) => tool === 'shop/refunds.create')
  assert.ok(refunds)
  const tools = [{ ...refunds, tool: 'shop/stock.move', argsSchema, money: {} }]
  const rule = `forbid (principal, action == Action::"plan.apply", resource) when { context.plan.tools["shop/stock.move"].sum.pieces > 10 };`
  const policies = compiled(`${ALL} @id("pieces") ${rule}`, { tools })
  const moving = (...pieces: readonly number[]) =>
    policies.judgePlan(
      pieces.map((count) => call('shop/stock.move', { pieces: count }, { pieces: labelOf('operator') })),
      factsOf(),
    ).plan.decision
  assert.equal(moving(4, 6), 'allow')
  assert.equal(moving(4, 6, 1), 'deny')
  assert.equal(moving(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), 'deny')
})

test('every window is seen by itself, and one that nobody added up is empty', () => {
  const names = ['user', 'tenant', 'agent'].flatMap((owner) =>
    ['1h', '24h', '30d'].map((span) => `${owner}${span}` as const),
  )
  for (const name of names) {
    const rule = `forbid (principal, action == Action::"shop/refunds.create", resource) when { context.ledger.${name}.amount > 1000 };`
    const policies = compiled(`${ALL} @id("window") ${rule}`)
    assert.deepEqual([...policies.windows], [name])
    const held = ledgerWith(1000).ledger?.user24h
    assert.equal(policies.judgePlan([refund(1)], factsOf({ ledger: { [name]: held } })).plan.decision, 'deny', name)
    assert.equal(policies.judgePlan([refund(1000)], factsOf({ ledger: {} })).plan.decision, 'allow', name)
  }
})

test('a value that is said to come from a step, without a handle on it, is of unknown origin', () => {
  const policy = `${REFUND_POLICY} @id("id") @reason("No refund id") forbid (principal, action == Action::"shop/mail.send", resource) when { context.untrusted.contains("values") };`
  const policies = compiled(policy)
  const staged = mail()
  const effects = [refund(1200), staged]
  assert.equal(policies.judgeCall(staged, factsOf(), { effects, index: 1 }).decision, 'allow')
  const unknown: JudgedCall = { ...staged, args: { ...staged.args, values: { refundId: 'R1' } } }
  assert.equal(policies.judgeCall(unknown, factsOf(), { effects, index: 1 }).decision, 'deny')
})

test('money in decimal text is converted exactly', () => {
  const tools = SHOP_TOOLS.map((tool) =>
    tool.tool === 'shop/refunds.create'
      ? {
          ...tool,
          argsSchema: {
            ...tool.argsSchema,
            properties: { orderId: { type: 'string' }, amount: { type: 'string' }, currency: { type: 'string' } },
          },
          money: { amount: { currency: 'currency', unit: 'major' as const } },
        }
      : tool,
  )
  const policies = compiled(
    `@id("exact") permit (principal, action == Action::"shop/refunds.create", resource) when { context.args.amount == 1290 };`,
    { tools },
  )
  const amounts: readonly (readonly [string, string, 'allow' | 'deny'])[] = [
    ['12.90', 'EUR', 'allow'],
    ['12.9', 'EUR', 'allow'],
    ['12.900', 'EUR', 'allow'],
    ['12.905', 'EUR', 'deny'],
    ['1290', 'JPY', 'allow'],
    ['1.290', 'KWD', 'allow'],
    ['12.90', 'HUF', 'allow'],
    ['12,90', 'EUR', 'deny'],
    ['1290e-2', 'EUR', 'deny'],
    ['-12.90', 'EUR', 'deny'],
  ]
  for (const [amount, currency, decision] of amounts) {
    const judged = policies.judgeCall(
      call('shop/refunds.create', { orderId: 'A17', amount, currency }, FROM_RECORD),
      factsOf(),
    )
    assert.equal(judged.decision, decision, `${amount} ${currency}`)
  }
})

test('whoever asked decides for another role only where every rule that asks it says so', () => {
  const forbid = `forbid (principal, action == Action::"shop/refunds.create", resource)`
  const policies = compiled(
    `${ALL} @id("mine") @ask("support-lead") @self("allowed") ${forbid} when { context.args.amount > 10 };
     @id("theirs") @ask("support-lead + finance") ${forbid} when { context.args.amount > 100 };
     @id("own") @ask("requester") ${forbid};`,
  )
  const verdict = (amount: number) => policies.judgePlan([refund(amount)], factsOf()).plan
  assert.ok(policies.requesterMayDecide(verdict(1), 'requester'))
  assert.ok(policies.requesterMayDecide(verdict(50), 'support-lead'))
  assert.equal(policies.requesterMayDecide(verdict(500), 'support-lead'), false)
  assert.equal(policies.requesterMayDecide(verdict(500), 'finance'), false)
  assert.equal(policies.requesterMayDecide({ ...verdict(50), policies: ['gone'] }, 'support-lead'), false)
  const untrusted = policies.judgePlan([refund(1, { labels: { amount: labelOf(NOTE) } })], factsOf()).plan
  assert.equal(policies.requesterMayDecide(untrusted, 'support-lead'), false)
})

test('the hash is of the rules and of the tools they were compiled against', () => {
  const first = compiled(REFUND_POLICY).hash
  assert.equal(compiled(REFUND_POLICY).hash, first)
  assert.notEqual(compiled(`${REFUND_POLICY}\n`).hash, first)
  assert.notEqual(compiled(REFUND_POLICY, { untrustedRole: 'finance' }).hash, first)
  assert.notEqual(compiled(REFUND_POLICY, { tools: accepting('reason') }).hash, first)
})
