import { labelOf } from '#plan-language/values/label.ts'
import { mail, refund, SHOP_TOOLS } from './shop-policy.ts'
import { accepting, ALL, NOTE, testVerdicts, type Case } from './verdict-case.ts'

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
    title: 'a list that nothing was found for comes from what decided that',
    policy: ALL,
    effects: [
      refund(1, {
        args: { items: [] },
        labels: { items: { data: [], ctrl: ['tool:shop/orders.get.total', 'user:customer'] } },
      }),
    ],
    verdict: { decision: 'allow' },
  },
  {
    title: 'somebody’s words among it',
    policy: ALL,
    effects: [
      refund(1, {
        args: { items: [] },
        labels: { items: { data: [], ctrl: ['tool:shop/orders.get.total', NOTE] } },
      }),
    ],
    verdict: UNTRUSTED,
  },
  {
    title: 'and one that nothing is known of from nowhere',
    policy: ALL,
    effects: [refund(1, { args: { items: [] }, labels: { items: labelOf() } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'nor is a list of something, or any other value, whose own source is lost',
    policy: ALL,
    effects: [refund(1, { labels: { orderId: { data: [], ctrl: ['tool:shop/orders.get.total'] } } })],
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
    title: 'a handle on a key that reads like a trusted path is untrusted',
    policy: ALL,
    sources: { tools: trusting('receipt.id', 'lines[].sku') },
    effects: [refund(1), mail({ values: { id: { $ref: { effect: 0, path: ['receipt.id'] } } } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a handle on a key of digits is on no element of a list',
    policy: ALL,
    sources: { tools: trusting('receipt.id', 'lines[].sku') },
    effects: [refund(1), mail({ values: { id: { $ref: { effect: 0, path: ['lines', '0', 'sku'] } } } })],
    verdict: UNTRUSTED,
  },
  {
    title: 'a handle on an element’s trusted field is the record’s',
    policy: ALL,
    sources: { tools: trusting('receipt.id', 'lines[].sku') },
    effects: [refund(1), mail({ values: { id: { $ref: { effect: 0, path: ['lines', 0, 'sku'] } } } })],
    verdict: { decision: 'allow' },
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

testVerdicts([...ORIGINS, ...VALUES])

/** The shop's tools, of whose refunds these parts of the result are trusted. */
function trusting(...trusted: readonly string[]): typeof SHOP_TOOLS {
  return SHOP_TOOLS.map((tool) => (tool.tool === 'shop/refunds.create' ? { ...tool, trusted } : tool))
}
