import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { compilePolicy } from '../src/guardrails/policy/compile-policy.ts'
import type { JudgedCall, PlanFacts, PolicySet, PolicyTool } from '../src/guardrails/contract.ts'
import { labelOf } from '../src/plan-language/values/label.ts'
import { PrincipalId, TenantId } from '../src/core/principal.ts'
import { quantile, type Figure } from './figure.ts'

const WARM_UP = 200
const RUNS = 1_000
const EFFECTS = 10
/** The tools that rules are about where they aren't all about one. */
const TOOLS = 10

/**
 * Judging one effect and a plan of ten different ones, next to one plain call of Cedar with the same rules and a value to
 * compare. All rules are about the tool that is called, which is the worst case, and once spread over ten tools.
 */
export async function judgingFigures(): Promise<readonly Figure[]> {
  return [1, 10, 100]
    .flatMap((count) => [{ count, tools: 1 }, ...(count < TOOLS ? [] : [{ count, tools: TOOLS }])])
    .flatMap(({ count, tools }) => measured(count, tools))
}

function measured(count: number, tools: number): readonly Figure[] {
  const policies = compiled(count, tools)
  const plain = plainCall(count / tools)
  const rules = `${count} ${count === 1 ? 'policy' : 'policies'}${tools > 1 ? ` over ${tools} tools` : ''}`
  // Half before and half after the baseline, so that what else the machine does hits both.
  const one = () => policies.judgePlan([refund(0)], FACTS)
  const plan = Array.from({ length: EFFECTS }, (_, index) => refund(index))
  const ten = () => policies.judgePlan(plan, FACTS)
  if (ten().plan.decision !== 'allow') throw new Error(`The plan was not allowed: ${JSON.stringify(ten().plan)}`)
  const before = [samples(one), samples(ten)] as const
  const base = samples(plain)
  const ofOne = [...before[0], ...samples(one)]
  const ofTen = [...before[1], ...samples(ten)]
  const figure = (what: string, of: readonly number[], share: number, goal?: string): Figure => {
    const [ours, theirs] = [quantile(of, share), quantile(base, share)]
    return {
      name: `judging ${what}, ${rules}, ${share === 0.5 ? 'p50' : 'p99'}`,
      value: precise(ours),
      baseline: { name: 'one plain Cedar call', value: precise(theirs), ratio: ours / theirs },
      ...(goal !== undefined && { goal }),
    }
  }
  return [
    figure('one effect', ofOne, 0.5),
    figure('one effect', ofOne, 0.99),
    figure('ten effects', ofTen, 0.5, '≤ 0.5 ms'),
    figure('ten effects', ofTen, 0.99),
  ]
}

/** In ms. */
function samples(judge: () => unknown): readonly number[] {
  const found: number[] = []
  for (let run = 0; run < WARM_UP + RUNS / 2; run++) {
    const startedAt = performance.now()
    judge()
    if (run >= WARM_UP) found.push(performance.now() - startedAt)
  }
  return found
}

function precise(value: number): string {
  return `${value.toFixed(3)} ms`
}

const TEXT = { type: 'string' }

function tool(name: string): PolicyTool {
  return {
    tool: name,
    effect: 'write',
    argsSchema: {
      type: 'object',
      properties: { orderId: TEXT, amount: { type: 'integer' }, currency: TEXT },
      required: ['orderId', 'amount', 'currency'],
    },
    resultSchema: null,
    later: [],
    accepts: [],
    money: { amount: { currency: 'currency', unit: 'minor' } },
    trusted: [],
  }
}

const nameOf = (index: number) => `shop/refunds${index}.create`

// The first permits; the others are questions that don't arise, so that every one of them has to be looked at.
function compiled(count: number, tools: number): PolicySet {
  const rules = Array.from({ length: count }, (_, index) => {
    const scope = `(principal, action == Action::"${nameOf(index % tools)}", resource)`
    return index === 0
      ? `@id("refund") permit ${scope} when { context.args.amount <= 50000 && ["record"].containsAll(context.origin.amount) };`
      : `@id("rule-${index}") @ask("support-lead") forbid ${scope} when { context.args.amount > ${50_000 + index} };`
  })
  const policy = compilePolicy({
    agent: 'bench',
    files: [{ path: 'policy.cedar', text: rules.join('\n') }],
    tools: Array.from({ length: tools }, (_, index) => tool(nameOf(index))),
    untrustedRole: null,
    procedures: { confirmed: [], inferred: [] },
  })
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems))
  return policy.policies
}

function plainCall(count: number): () => unknown {
  const rules = Array.from({ length: count }, (_, index) => {
    const effect = index === 0 ? 'permit' : 'forbid'
    const condition = index === 0 ? 'context.amount <= 50000' : `context.amount > ${50_000 + index}`
    return [`rule${index}`, `${effect} (principal, action, resource) when { ${condition} };`]
  })
  const name = `plain ${count}`
  cedar.preparsePolicySet(name, { staticPolicies: Object.fromEntries(rules) })
  return () =>
    cedar.statefulIsAuthorized({
      principal: { type: 'User', id: 'customer' },
      action: { type: 'Action', id: 'refund' },
      resource: { type: 'Agent', id: 'bench' },
      context: { amount: 1_200 },
      preparsedPolicySetId: name,
      entities: [],
    })
}

const FACTS: PlanFacts = {
  intent: {
    playbook: 'refund',
    procedures: ['refund'],
    basis: 'explicit',
    likeness: 1,
    language: 'en',
    author: 'customer',
    doubts: [],
  },
  principal: {
    tenantId: TenantId.parse('default'),
    id: PrincipalId.parse('customer'),
    name: 'Maya',
    email: null,
    roles: ['customer'],
    groups: [],
    authenticatedBy: 'session',
    scopes: [],
  },
  channel: 'web',
  threadId: 'thread',
  now: '2026-03-02T10:00:00Z',
  reads: [],
  trustedSources: new Set(['tool:shop/orders.get.total']),
  ledger: {},
}

function refund(index: number): JudgedCall {
  const record = labelOf('tool:shop/orders.get.total')
  return {
    tool: nameOf(0),
    args: { orderId: `A${index}`, amount: 1_200 + index, currency: 'EUR' },
    labels: { '/orderId': record, '/amount': record, '/currency': record },
    because: { data: [], ctrl: ['user:customer'] },
  }
}
