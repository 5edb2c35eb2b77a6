import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedCall, PlanFacts, PolicySources } from '#guardrails/contract.ts'
import type { JsonObject } from '#json.ts'
import { labelOf } from '#label.ts'
import { PrincipalId } from '#principal.ts'
import type { Verdict } from '#verdict.ts'
import {
  call,
  compiled,
  DESIGN_POLICY,
  EXAMPLE_POLICY,
  factsOf,
  FROM_RECORD,
  mail,
  MAYA,
  refund,
  SHOP_TOOLS,
} from './shop-policy.ts'

interface Case {
  readonly title: string
  readonly policy?: string
  readonly sources?: Partial<PolicySources>
  readonly effects: readonly JudgedCall[]
  readonly facts?: Partial<PlanFacts>
  readonly verdict: Partial<Verdict>
}

const EMPTY = { counts: {}, amounts: {} }
const REFUNDS = 'permit (principal, action == Action::"shop/refunds.create", resource);'
const FORBID = 'forbid (principal, action == Action::"shop/refunds.create", resource)'
const NOTE = 'tool:shop/orders.get.note'

function ledgerWith(minor: number, currency = 'EUR'): Partial<PlanFacts> {
  const window = { counts: { 'shop/refunds.create': 1 }, amounts: { 'shop/refunds.create': { [currency]: minor } } }
  return { ledger: { user24h: window, tenant24h: EMPTY, agent24h: EMPTY } }
}

const DESIGN: readonly Case[] = [
  {
    title: 'a small refund of the record’s amount is allowed',
    effects: [refund(1200), mail()],
    verdict: { decision: 'allow' },
  },
  {
    title: 'a larger one asks the role, with the reason',
    effects: [refund(12_900), mail()],
    verdict: {
      decision: 'ask',
      roles: ['support-lead'],
      reasons: ['Refunds above 50.00 need a support lead'],
      policies: ['larger-refund'],
    },
  },
  {
    title: 'what others hold in the window counts',
    effects: [refund(1200)],
    facts: ledgerWith(9_000),
    verdict: { decision: 'ask' },
  },
  {
    title: 'what is held in another currency doesn’t',
    effects: [refund(1200)],
    facts: ledgerWith(9_000, 'USD'),
    verdict: { decision: 'allow' },
  },
  {
    title: 'all of this plan counts in the window, for each of its effects',
    effects: [refund(4000), refund(4000), refund(4000)],
    verdict: { decision: 'ask', policies: ['larger-refund'] },
  },
  {
    title: 'a refund that nothing permits is refused, though a question is also there',
    effects: [refund(64_000)],
    verdict: { decision: 'deny', reasons: ['No rule allows this'] },
  },
  {
    title: 'an amount that isn’t the record’s is refused',
    effects: [refund(1200, { labels: { amount: labelOf('user:customer') } })],
    verdict: { decision: 'deny', reasons: ['No rule allows this'] },
  },
  {
    title: 'an amount that a model wrote is refused',
    effects: [refund(1200, { labels: { amount: labelOf('model') } })],
    verdict: { decision: 'deny' },
  },
  { title: 'another mail is refused', effects: [mail({ template: 'order-update' })], verdict: { decision: 'deny' } },
  {
    title: 'one refused effect refuses the plan',
    effects: [refund(1200), mail({ template: 'other' })],
    verdict: { decision: 'deny' },
  },
  {
    title: 'a tool that isn’t the agent’s is refused',
    effects: [call('shop/orders.delete', {}, {})],
    verdict: { decision: 'deny', reasons: ['No rule allows this'] },
  },
  { title: 'a plan without effects is allowed', effects: [], verdict: { decision: 'allow' } },
]

const COMBINING: readonly Case[] = [
  {
    title: 'questions add up, and so do the roles that one of them asks',
    policy: `@id("all") ${REFUNDS} @id("one") @ask("support-lead + finance") ${FORBID}; @id("two") @ask("legal") ${FORBID};`,
    effects: [refund(100)],
    verdict: { decision: 'ask', roles: ['support-lead', 'finance', 'legal'], policies: ['one', 'two'] },
  },
  {
    title: 'a refusal beats a question, and only its reason is told',
    policy: `@id("all") ${REFUNDS} @id("one") @ask("finance") @reason("Asked") ${FORBID}; @id("two") @reason("Never") ${FORBID};`,
    effects: [refund(100)],
    verdict: { decision: 'deny', roles: [], reasons: ['Never'], policies: ['two'] },
  },
  {
    title: 'a refusal without a reason names its rule',
    policy: `@id("all") ${REFUNDS} @id("never-ever") ${FORBID};`,
    effects: [refund(100)],
    verdict: { decision: 'deny', reasons: ['The rule “never-ever” forbids this'] },
  },
  {
    title: 'a question about what nothing permits is a refusal',
    policy: `@id("one") @ask("finance") ${FORBID};`,
    effects: [refund(100)],
    verdict: { decision: 'deny', reasons: ['No rule allows this'] },
  },
  {
    title: 'a rule that fails refuses, even where another permits',
    policy: `@id("all") ${REFUNDS} @id("over") permit (principal, action == Action::"shop/refunds.create", resource) when { context.args.amount * 9007199254740991 > 0 };`,
    effects: [refund(9_000_000_000)],
    verdict: { decision: 'deny', policies: ['over'] },
  },
  {
    title: 'a question that fails refuses too',
    policy: `@id("all") ${REFUNDS} @id("over") @ask("finance") ${FORBID} when { context.args.amount * 9007199254740991 > 0 };`,
    effects: [refund(9_000_000_000)],
    verdict: { decision: 'deny', policies: ['over'] },
  },
  {
    title: 'the tenant’s file imposes a question on what the agent permits',
    sources: {
      files: [
        { path: 'policy.cedar', text: EXAMPLE_POLICY },
        {
          path: 'tenant.cedar',
          overAllAgents: true,
          text: `@id("tenant-ask") @ask("finance") @reason("Month end") forbid (principal, action in [Action::"shop/refunds.create", Action::"crm/notes.add"], resource);`,
        },
      ],
    },
    effects: [refund(100)],
    verdict: { decision: 'ask', roles: ['finance'], reasons: ['Month end'] },
  },
  {
    title: 'a limit on the plan as a whole refuses it with its reason',
    policy: `@id("all") ${REFUNDS} @id("few") @reason("Three steps at most") forbid (principal, action == Action::"plan.apply", resource) when { context.plan.effects > 3 };`,
    effects: [refund(1), refund(2), refund(3), refund(4)],
    verdict: { decision: 'deny', reasons: ['Three steps at most'], policies: ['few'] },
  },
  {
    title: 'a limit on a plan’s sum is for each currency by itself',
    policy: `@id("all") ${REFUNDS} @id("sum") @reason("Too much") forbid (principal, action == Action::"plan.apply", resource) when { context.plan.tools["shop/refunds.create"].amount > 1000 };`,
    effects: [refund(900), refund(900, { args: { currency: 'USD' } })],
    verdict: { decision: 'allow' },
  },
  {
    title: 'a limit on a plan’s sum holds in whichever currency is over it',
    policy: `@id("all") ${REFUNDS} @id("sum") @reason("Too much") forbid (principal, action == Action::"plan.apply", resource) when { context.plan.tools["shop/refunds.create"].amount > 1000 };`,
    effects: [refund(1), refund(900, { args: { currency: 'USD' } }), refund(900, { args: { currency: 'USD' } })],
    verdict: { decision: 'deny', reasons: ['Too much'] },
  },
  {
    title: 'the example refuses to refund one order twice in a plan',
    policy: EXAMPLE_POLICY,
    effects: [refund(1200), refund(1200)],
    verdict: { decision: 'deny', reasons: ['An order is refunded once'] },
  },
  {
    title: 'the example refuses above its limit with the reason alone',
    policy: EXAMPLE_POLICY,
    effects: [refund(64_000)],
    verdict: {
      decision: 'deny',
      reasons: ['Refunds above 500.00 EUR go through the bank, not through chat'],
      policies: ['refund-limit'],
    },
  },
]

const ALL = `@id("all") permit (principal, action, resource);`
const UNTRUSTED = { decision: 'ask', roles: ['support-lead'], policies: ['parley.untrusted'] } as const

const ORIGINS: readonly Case[] = [
  {
    title: 'an argument from somebody’s words asks the role for it',
    policy: ALL,
    effects: [refund(1, { labels: { amount: labelOf(NOTE) } })],
    verdict: { ...UNTRUSTED, reasons: ['Text that nobody vouches for decides “amount”'] },
  },
  {
    title: 'it is refused where no role is named',
    policy: ALL,
    sources: { untrustedRole: null },
    effects: [refund(1, { labels: { amount: labelOf(NOTE) } })],
    verdict: { decision: 'deny', roles: [], policies: ['parley.untrusted'] },
  },
  {
    title: 'what decided an argument counts as well',
    policy: ALL,
    effects: [refund(1, { labels: { amount: { data: ['tool:shop/orders.get.total'], ctrl: [NOTE] } } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'what decided that it happens at all counts, with every argument trusted',
    policy: ALL,
    effects: [refund(1, { because: { data: [], ctrl: [NOTE, 'user:customer'] } })],
    verdict: { ...UNTRUSTED, reasons: ['Text that nobody vouches for decides whether it happens at all'] },
  },
  {
    title: 'what decided which arguments there are counts',
    policy: ALL,
    effects: [refund(1, { labels: { '': { data: ['operator'], ctrl: [NOTE] } } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'another person’s words aren’t the requester’s',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: labelOf('user:other-customer') } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'the requester’s own are',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: labelOf('user:customer') } })],
    verdict: { decision: 'allow' },
  },
  {
    title: 'an approver’s edit is trusted',
    policy: ALL,
    effects: [refund(1, { labels: { amount: labelOf('approver:support-lead') } })],
    verdict: { decision: 'allow' },
  },
  {
    title: 'a passage isn’t',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: labelOf('passage:p1') } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a value without a source isn’t',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: labelOf() } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a value without a label isn’t',
    policy: ALL,
    effects: [{ ...refund(1), labels: { '/amount': labelOf('operator'), '/currency': labelOf('operator') } }],
    verdict: UNTRUSTED,
  },
  {
    title: 'one unlabelled leaf makes its argument untrusted',
    policy: ALL,
    effects: [
      {
        ...mail({ values: { a: 1, b: 2 } }),
        labels: { '/to': labelOf('operator'), '/template': labelOf('operator'), '/values/a': labelOf('operator') },
      },
    ],
    verdict: UNTRUSTED,
  },
  {
    title: 'a label for every element covers them',
    policy: ALL,
    effects: [
      {
        ...mail({ values: { list: [1, 2] } }),
        labels: { '/to': labelOf('operator'), '/template': labelOf('operator'), '/values/list/*': labelOf('operator') },
      },
    ],
    verdict: { decision: 'allow' },
  },
  {
    title: 'a source of a kind that doesn’t exist isn’t trusted',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: labelOf('friend:bob') } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a model’s words make nothing untrusted',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: labelOf('model'), amount: { data: ['operator'], ctrl: ['model'] } } })],
    verdict: { decision: 'allow' },
  },
  {
    title: 'a handle on a trusted field is the record’s',
    policy: `${ALL} @id("values") @reason("Values") forbid (principal, action == Action::"shop/mail.send", resource) unless { context.origin.values.contains("record") };`,
    effects: [refund(1), mail()],
    verdict: { decision: 'allow' },
  },
  {
    title: 'a handle on another field is untrusted',
    policy: ALL,
    effects: [refund(1), mail({ values: { note: { $ref: { effect: 0, path: ['note'] } } } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a handle on an effect that isn’t there is untrusted',
    policy: ALL,
    effects: [mail({ values: { id: { $ref: { effect: 7, path: ['id'] } } } }, { values: labelOf('effect:7') })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a source that is an effect without a handle on it is untrusted',
    policy: ALL,
    effects: [refund(1), mail({}, { to: labelOf('effect:0') })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a handle where none may be is refused',
    policy: ALL,
    effects: [refund(1), refund(1, { args: { orderId: { $ref: { effect: 0, path: ['id'] } } } })],
    verdict: { decision: 'deny', reasons: ['“orderId” must be known before this is judged'] },
  },
  {
    title: 'a tool may accept an argument from anywhere',
    policy: ALL,
    sources: { tools: accepting('reason') },
    effects: [refund(1, { args: { reason: 'x' }, labels: { reason: labelOf(NOTE) } })],
    verdict: { decision: 'allow' },
  },
  {
    title: 'accepting one argument accepts no other',
    policy: ALL,
    sources: { tools: accepting('reason') },
    effects: [refund(1, { labels: { orderId: labelOf(NOTE) } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'accepting an argument isn’t accepting that it happens',
    policy: ALL,
    sources: { tools: accepting('reason') },
    effects: [refund(1, { because: labelOf(NOTE) })],
    verdict: UNTRUSTED,
  },
  {
    title: 'that it happens may be accepted too',
    policy: ALL,
    sources: { tools: accepting('because') },
    effects: [refund(1, { because: labelOf(NOTE) })],
    verdict: { decision: 'allow' },
  },
]

function accepting(...accepts: readonly string[]): PolicySources['tools'] {
  return SHOP_TOOLS.map((tool) => (tool.tool === 'shop/refunds.create' ? { ...tool, accepts } : tool))
}

const VALUES: readonly Case[] = [
  { title: 'a negative amount is refused', policy: ALL, effects: [refund(-5)], verdict: { decision: 'deny' } },
  { title: 'a fraction of a cent is refused', policy: ALL, effects: [refund(0.5)], verdict: { decision: 'deny' } },
  {
    title: 'an amount beyond what is exact is refused',
    policy: ALL,
    effects: [refund(2 ** 53)],
    verdict: { decision: 'deny' },
  },
  {
    title: 'a currency in small letters is refused: it would be a second purse',
    policy: ALL,
    effects: [refund(1, { args: { currency: 'eur' } })],
    verdict: { decision: 'deny' },
  },
  {
    title: 'an argument of another kind is refused',
    policy: ALL,
    effects: [refund(1, { args: { orderId: 17 } })],
    verdict: { decision: 'deny', reasons: ['“orderId” is not what shop/refunds.create takes'] },
  },
  {
    title: 'half a character is refused',
    policy: ALL,
    effects: [refund(1, { args: { orderId: '\ud800' } })],
    verdict: { decision: 'deny' },
  },
  {
    title: 'what Cedar can’t hold is named in hidden',
    policy: `@id("all") permit (principal, action, resource); @id("values") @reason("Free values") forbid (principal, action == Action::"shop/mail.send", resource) when { context.hidden.contains("values") };`,
    effects: [mail({ values: { a: 1 } })],
    verdict: { decision: 'deny', reasons: ['Free values'] },
  },
]

for (const { title, policy = DESIGN_POLICY, sources, effects, facts, verdict } of [
  ...DESIGN,
  ...COMBINING,
  ...ORIGINS,
  ...VALUES,
]) {
  test(title, () => {
    const judged = compiled(policy, sources).judgePlan(effects, factsOf(facts))
    assert.partialDeepStrictEqual(judged.plan, verdict)
    assert.equal(judged.effects.length, effects.length)
  })
}

test('rules see the requester, the channel, the thread and the time', () => {
  const policy = `@id("all") permit (principal == User::"customer", action in Action::"write", resource == Agent::"support")
    when { principal.roles.contains("customer") && principal has email && principal.email == context.args.to
      && resource.name == "support" && principal.authenticatedBy == "session" && principal.name like "Maya*" && principal.id == "customer"
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

test('a write is judged again with its real values, by where its handles pointed', () => {
  const policy = `${DESIGN_POLICY} @id("id") @reason("No refund id") forbid (principal, action == Action::"shop/mail.send", resource) when { context.untrusted.contains("values") };`
  const policies = compiled(policy)
  const staged = mail()
  const effects = [refund(1200), staged]
  const real: JudgedCall = { ...staged, args: { ...staged.args, values: { refundId: 'R1' } }, staged: staged.args }
  assert.equal(policies.judgeCall(real, factsOf(), { effects, index: 1 }).decision, 'allow')
  const unknown: JudgedCall = { tool: real.tool, args: real.args, labels: real.labels, because: real.because }
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
  const first = compiled(DESIGN_POLICY).hash
  assert.equal(compiled(DESIGN_POLICY).hash, first)
  assert.notEqual(compiled(`${DESIGN_POLICY}\n`).hash, first)
  assert.notEqual(compiled(DESIGN_POLICY, { untrustedRole: 'finance' }).hash, first)
  assert.notEqual(compiled(DESIGN_POLICY, { tools: accepting('reason') }).hash, first)
})
