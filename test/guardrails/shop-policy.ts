import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { JudgedCall, PlanFacts, PolicySet, PolicySources, PolicyTool } from '#guardrails/contract.ts'
import type { JsonObject } from '#core/json.ts'
import { labelOf, type Label } from '#plan-language/values/label.ts'
import { PrincipalId, TenantId, type Principal } from '#core/principal.ts'

const TEXT = { type: 'string' }

function objectOf(properties: JsonObject, optional: readonly string[] = []): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) }
}

function tool(
  name: string,
  effect: 'read' | 'write',
  argsSchema: JsonObject,
  more: Partial<PolicyTool> = {},
): PolicyTool {
  return { tool: name, effect, argsSchema, resultSchema: null, later: [], accepts: [], money: {}, trusted: [], ...more }
}

/** The tools of the example shop, as far as rules see them. */
export const SHOP_TOOLS: readonly PolicyTool[] = [
  tool('shop/orders.get', 'read', objectOf({ id: TEXT })),
  tool('shop/orders.search', 'read', objectOf({ query: TEXT, status: TEXT }, ['query', 'status'])),
  tool(
    'shop/refunds.create',
    'write',
    objectOf({ orderId: TEXT, amount: { type: 'integer' }, currency: TEXT, reason: TEXT }, ['reason']),
    { money: { amount: { currency: 'currency', unit: 'minor' } }, trusted: ['id'] },
  ),
  tool('shop/shipments.get', 'read', objectOf({ orderId: TEXT })),
  tool('shop/warranty.get', 'read', objectOf({ orderId: TEXT })),
  tool('shop/refunds.quote', 'read', objectOf({ orderId: TEXT }, ['items'])),
  tool('shop/orders.cancel', 'write', objectOf({ orderId: TEXT })),
  tool('shop/orders.setAddress', 'write', objectOf({ orderId: TEXT, address: TEXT })),
  tool('shop/orders.sendAgain', 'write', objectOf({ orderId: TEXT, reason: TEXT }, ['reason'])),
  tool('shop/payouts.setAccount', 'write', objectOf({ orderId: TEXT, iban: TEXT })),
  tool('shop/mail.send', 'write', objectOf({ to: TEXT, template: TEXT, values: { type: 'object' } }), {
    later: ['values'],
  }),
]

/** Small rules for the example shop, with a limit and a question. */
export const REFUND_POLICY = `// A refund of what the system of record says, up to 500.00.
@id("refund")
permit (principal, action == Action::"shop/refunds.create", resource)
when { context.args.amount <= 50000 && ["record"].containsAll(context.origin.amount) };

@id("mail-about-refunds")
permit (principal, action == Action::"shop/mail.send", resource) when { context.args.template == "refund-issued" };

// A question is a forbid that an approval lifts.
@id("larger-refund") @ask("support-lead") @reason("Refunds above 50.00 need a support lead")
forbid (principal, action == Action::"shop/refunds.create", resource)
when { context.args.amount > 5000 || context.ledger.user24h.amount > 10000 };
`

/** The policy file of the example agent. */
export const EXAMPLE_POLICY = readFileSync('agents/support/policy.cedar', 'utf8')

export function sourcesOf(policy: string, more: Partial<PolicySources> = {}): PolicySources {
  return {
    agent: 'support',
    files: [{ path: 'policy.cedar', text: policy }],
    tools: SHOP_TOOLS,
    untrustedRole: 'support-lead',
    procedures: null,
    ...more,
  }
}

/** Compiles rules that must be right. */
export function compiled(policy: string, more: Partial<PolicySources> = {}): PolicySet {
  const result = compilePolicy(sourcesOf(policy, more))
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.problems, null, 2))
  return result.policies
}

export const MAYA: Principal = {
  tenantId: TenantId.parse('default'),
  id: PrincipalId.parse('customer'),
  name: 'Maya Lindqvist',
  email: 'maya.lindqvist@example.com',
  roles: ['customer'],
  groups: [],
  authenticatedBy: 'session',
  scopes: ['chat', 'read', 'decide'],
}

const EMPTY = { counts: {}, amounts: {} }

export function factsOf(more: Partial<PlanFacts> = {}): PlanFacts {
  return {
    principal: MAYA,
    channel: 'web',
    threadId: 'thread-1',
    now: '2026-03-02T10:00:00Z',
    intent: {
      playbook: 'refund',
      procedures: ['refund'],
      basis: 'explicit',
      likeness: 1,
      language: 'en',
      author: 'customer',
      doubts: [],
    },
    reads: [],
    trustedSources: new Set(
      ['id', 'total', 'currency', 'customerEmail'].map((field) => `tool:shop/orders.get.${field}`),
    ),
    ledger: { user24h: EMPTY, tenant24h: EMPTY, agent24h: EMPTY },
    ...more,
  }
}

/** The order as the system of record has it: where each argument of a refund comes from. */
export const FROM_RECORD: Readonly<Record<string, Label>> = {
  orderId: labelOf('tool:shop/orders.get.id'),
  amount: labelOf('tool:shop/orders.get.total'),
  currency: labelOf('tool:shop/orders.get.currency'),
}

export function call(
  name: string,
  args: JsonObject,
  labels: Readonly<Record<string, Label>>,
  because?: Label,
): JudgedCall {
  const pointers = Object.entries(labels).map(([key, label]) => [key === '' ? '' : `/${key}`, label] as const)
  const operator = Object.keys(args).map((key) => [`/${key}`, labelOf('operator')] as const)
  return {
    tool: name,
    args,
    labels: Object.fromEntries([...operator, ...pointers]),
    because: because ?? { data: [], ctrl: ['user:customer'] },
  }
}

export function refund(
  amount: number,
  more: { labels?: Record<string, Label>; because?: Label; args?: JsonObject } = {},
): JudgedCall {
  const args = { orderId: 'A17', amount, currency: 'EUR', ...more.args }
  return call('shop/refunds.create', args, { ...FROM_RECORD, ...more.labels }, more.because)
}

/** The mail of the refund playbook: its values hold the id of a refund that isn't made yet. */
export function mail(args: JsonObject = {}, labels: Readonly<Record<string, Label>> = {}): JudgedCall {
  const values = { refundId: { $ref: { effect: 0, path: ['id'] } } }
  const all = { to: 'maya.lindqvist@example.com', template: 'refund-issued', values, ...args }
  return call('shop/mail.send', all, {
    to: labelOf('tool:shop/orders.get.customerEmail'),
    'values/refundId': labelOf('effect:0', 'tool:shop/orders.get.total'),
    ...labels,
  })
}
