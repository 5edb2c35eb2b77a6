import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { PolicyTool } from '#guardrails/contract.ts'
import { formatProblems } from '#core/file-problem.ts'
import type { Json } from '#core/json.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { compiled, factsOf, sourcesOf } from './shop-policy.ts'

const FILE: PolicyTool = {
  tool: 'shop/claims.file',
  effect: 'write',
  argsSchema: {
    type: 'object',
    properties: { confidence: { type: 'number' }, weight: { type: ['number', 'null'] }, at: { type: 'array' } },
    required: ['confidence'],
  },
  resultSchema: null,
  later: [],
  accepts: ['confidence', 'weight', 'at', 'because'],
  money: {},
  trusted: [],
}
const ALL = `@id("all") permit (principal, action, resource);\n`
const UNSURE = `@id("unsure") @ask("support-lead") forbid (principal, action == Action::"shop/claims.file", resource)
when { context.args.confidence.lessThan(decimal("0.7")) };\n`

function verdict(policy: string, args: Readonly<Record<string, Json>>): string {
  const labels = Object.fromEntries(
    ['', ...Object.keys(args).map((name) => `/${name}`)].map((at) => [at, labelOf('operator')]),
  )
  const call = { tool: FILE.tool, args, labels, because: labelOf() }
  return compiled(policy, { tools: [FILE] }).judgePlan([call], factsOf()).plan.decision
}

test('a rule compares a number with decimals exactly, whatever the number', () => {
  for (const [confidence, decision] of [
    [0.7, 'allow'],
    [0.8 - 0.1, 'allow'], // 0.7000000000000001
    [0.69, 'ask'],
    [0.69999, 'ask'],
    [0.6999999999999, 'ask'],
    [0.70001, 'allow'],
    [1, 'allow'],
    [-3, 'ask'],
    [1e-9, 'ask'],
    [123456789.5, 'allow'],
  ] as const) {
    const exact = confidence < 0.7 ? 'ask' : 'allow'
    assert.equal(verdict(ALL + UNSURE, { confidence }), exact, String(confidence))
    assert.equal(exact, decision, String(confidence))
  }
  assert.equal(verdict(ALL + UNSURE, { confidence: 1e30 }), 'deny')
})

test('whichever way it is compared, a number between two that Cedar holds is never let through by its neighbour', () => {
  const rule = (method: string) =>
    `@id("r") forbid (principal, action == Action::"shop/claims.file", resource)
when { context.args.confidence.${method}(decimal("0.5")) };\n`
  const near = [0.5, 0.49995, 0.50005, 0.4999, 0.5001, 0.49999999, 0.50000001]
  for (const [method, holds] of [
    ['lessThan', (number: number) => number < 0.5],
    ['lessThanOrEqual', (number: number) => number <= 0.5],
    ['greaterThan', (number: number) => number > 0.5],
    ['greaterThanOrEqual', (number: number) => number >= 0.5],
  ] as const) {
    for (const confidence of near) {
      if (holds(confidence))
        assert.equal(verdict(ALL + rule(method), { confidence }), 'deny', `${method} ${confidence}`)
    }
    const [far] = [0.3, 0.8].filter((number) => !holds(number))
    assert.equal(verdict(ALL + rule(method), { confidence: far ?? 0 }), 'allow', method)
  }
})

test('a number that no rule compares is hidden, as it was', () => {
  const hidden = `@id("h") forbid (principal, action == Action::"shop/claims.file", resource)
when { context.hidden.contains("confidence") };\n`
  assert.equal(verdict(ALL + hidden, { confidence: 0.9 }), 'deny')
  assert.equal(verdict(ALL + hidden + UNSURE, { confidence: 0.9 }), 'allow')
})

const WHOLE = toolWith('shop/a.add', { quantity: { type: 'integer' } })
const FRACTIONAL = toolWith('shop/b.add', { quantity: { type: 'number' }, score: { type: 'number' } })

function toolWith(name: string, properties: Readonly<Record<string, Json>>): PolicyTool {
  const names = Object.keys(properties)
  return { ...FILE, tool: name, argsSchema: { type: 'object', properties, required: names }, accepts: names }
}

test('a number that is whole in other tools stays hidden from a rule that asks for it with has', () => {
  const many = `@id("many") forbid (principal, action in Action::"write", resource)
when { context.args has quantity && context.args.quantity > 100 };\n`
  const hides = `@id("hides") forbid (principal, action == Action::"shop/b.add", resource)
when { context.hidden.contains("quantity") && context.args.score == decimal("0.5") };\n`
  const decisionOf = (policy: string, tool: string, args: Readonly<Record<string, Json>>) => {
    const labels = Object.fromEntries(
      ['', ...Object.keys(args).map((name) => `/${name}`)].map((at) => [at, labelOf('operator')]),
    )
    const set = compiled(policy, { tools: [WHOLE, FRACTIONAL] })
    return set.judgePlan([{ tool, args, labels, because: labelOf() }], factsOf()).plan.decision
  }
  assert.equal(decisionOf(ALL + many, 'shop/a.add', { quantity: 101 }), 'deny')
  assert.equal(decisionOf(ALL + many, 'shop/a.add', { quantity: 100 }), 'allow')
  assert.equal(decisionOf(ALL + many, 'shop/b.add', { quantity: 101, score: 1 }), 'allow')
  assert.equal(decisionOf(ALL + many + hides, 'shop/b.add', { quantity: 1, score: 1 }), 'allow')
  assert.equal(decisionOf(ALL + many + hides, 'shop/b.add', { quantity: 1, score: 0.5 }), 'deny')
})

test('a number that may not be there is asked for with has', () => {
  const heavy = `@id("heavy") forbid (principal, action == Action::"shop/claims.file", resource)
when { context.args has weight && context.args.weight.greaterThan(decimal("30.5")) };\n`
  assert.equal(verdict(ALL + heavy, { confidence: 1, weight: null }), 'allow')
  assert.equal(verdict(ALL + heavy, { confidence: 1 }), 'allow')
  assert.equal(verdict(ALL + heavy, { confidence: 1, weight: 30.5 }), 'allow')
  assert.equal(verdict(ALL + heavy, { confidence: 1, weight: 30.50001 }), 'deny')
})

test('who writes a decimal as one writes it elsewhere is told how it is written', () => {
  const wrong = (condition: string) => {
    const rule = `@id("x") forbid (principal, action == Action::"shop/claims.file", resource) when { ${condition} };`
    const result = compilePolicy(sourcesOf(ALL + rule, { tools: [FILE] }))
    return result.ok ? '' : formatProblems(result.problems)
  }
  for (const condition of ['context.args.confidence < 0.7', 'context.args.confidence < 1'])
    assert.match(wrong(condition), /lessThan\(decimal\("0\.7"\)\)/, wrong(condition))
})

test('the explanation says a decimal as a number', () => {
  const call = {
    tool: FILE.tool,
    args: { confidence: 0.65 },
    labels: { '': labelOf('operator'), '/confidence': labelOf('operator') },
    because: labelOf(),
  }
  const explained = compiled(ALL + UNSURE, { tools: [FILE] }).explainPlan([call], factsOf())
  assert.match(
    JSON.stringify(explained),
    /"kind":"compared","path":\["context","args","confidence"\],"by":"<","with":\{"value":0\.7\}/,
  )
  assert.match(JSON.stringify(explained), /"value":0\.65/)
})

test('the explanation of a number between two decimals says a rule once, and of no currency', () => {
  const explained = compiled(ALL + UNSURE, { tools: [FILE] }).explainPlan(
    [
      {
        tool: FILE.tool,
        args: { confidence: 0.650005 },
        labels: { '': labelOf('operator'), '/confidence': labelOf('operator') },
        because: labelOf(),
      },
    ],
    factsOf(),
  )
  const rules = explained.effects.flatMap((effect) => effect.rules.map(({ id, currency }) => ({ id, currency })))
  assert.deepEqual(rules, [{ id: 'unsure', currency: null }])
})
