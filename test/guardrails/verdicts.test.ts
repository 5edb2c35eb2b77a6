import { labelOf } from '#plan-language/values/label.ts'
import { call, EXAMPLE_POLICY, mail, refund } from './shop-policy.ts'
import { ledgerWith, testVerdicts, type Case } from './verdict-case.ts'

const REFUNDS = 'permit (principal, action == Action::"shop/refunds.create", resource);'
const FORBID = 'forbid (principal, action == Action::"shop/refunds.create", resource)'

const REFUNDING: readonly Case[] = [
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
    verdict: {
      decision: 'ask',
      roles: ['support-lead', 'finance', 'legal'],
      several: [{ 'support-lead': 1, finance: 1 }],
      policies: ['one', 'two'],
    },
  },
  {
    title: 'a question to two of a role says so, once however many steps ask it',
    policy: `@id("all") ${REFUNDS} @id("one") @ask("2 support-lead") ${FORBID}; @id("two") @ask("support-lead") ${FORBID};`,
    effects: [refund(100), refund(200)],
    verdict: { decision: 'ask', roles: ['support-lead'], several: [{ 'support-lead': 2 }], policies: ['one', 'two'] },
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

testVerdicts([...REFUNDING, ...COMBINING])
