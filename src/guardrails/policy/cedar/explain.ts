import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { isJsonObject, type Json } from '#core/json.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { JudgedCall, PlanFacts } from '#guardrails/contract.ts'
import type { ExplainedPart, ExplainedRule, ExplainedVerdict, PlanExplanation } from '../explanation.ts'
import { decidingLeaves, leavesOf, pathsIn, requirements, truthOf, type Expression } from './condition-parts.ts'
import { decide, reported } from './decide.ts'
import type { Rule } from './parse-rules.ts'
import { readingOf } from './part-reading.ts'
import { problemAt } from './policy-problem.ts'
import { questioning, type PreparedPolicy, type Question, type Request } from './questions.ts'
import { NO_RULE } from '#core/verdict.ts'
import { refuse } from './refusal.ts'

/** The most permits that are shown where none permits. */
const MAX_PERMITS = 20

/**
 * Judges a plan again and says which rules decided, and which parts of their conditions. Cedar evaluates each part by
 * itself, over what the rule saw.
 */
export function explainPlan(policy: PreparedPolicy, effects: readonly JudgedCall[], facts: PlanFacts): PlanExplanation {
  const { aboutCall, aboutWhole } = questioning(policy, facts, effects)
  const asked = effects.map(aboutCall)
  const explained = asked.map((about) =>
    about.ok ? explainAll(about.questions) : { verdict: refuse(about.reason), rules: [] },
  )
  const questions = aboutWhole(asked.flatMap((about) => (about.ok ? about.seen : [])))
  const whole = questions === null ? { verdict: refuse(NO_RULE), rules: [] } : explainAll(questions)
  return {
    verdict: combineVerdicts([...explained.map(({ verdict }) => verdict), whole.verdict]),
    effects: explained,
    whole,
  }
}

// Of several currencies those that gave the verdict. A number between two decimals is asked about twice in each, and told
// once.
function explainAll(questions: readonly Question[]): ExplainedVerdict {
  const decided = questions.map((question) => ({
    question,
    verdict: decide(question.request, question.rules, question.untrusted),
  }))
  const verdict = combineVerdicts(decided.map((one) => one.verdict))
  const telling = decided.filter((one) => one.verdict.decision === verdict.decision)
  const deciding = telling.flatMap(({ question, verdict: own }) =>
    rulesOf(question, own).map((rule) => ({ rule, question, key: JSON.stringify([rule.id, question.currency]) })),
  )
  const once = deciding.filter(({ key }, index) => deciding.findIndex((one) => one.key === key) === index)
  const isOfSeveral = new Set(questions.map(({ currency }) => currency)).size > 1
  return { verdict, rules: once.map(({ rule, question }) => explainRule(rule, question, isOfSeveral)) }
}

function rulesOf({ rules }: Question, { decision, policies }: Verdict): readonly Rule[] {
  const all = [...rules.rules.values()]
  if (policies.length > 0) return all.filter(({ id }) => policies.includes(reported([id])[0] ?? ''))
  // Nothing permits it: what might have.
  return decision === 'deny' ? all.filter(({ effect }) => effect === 'permit').slice(0, MAX_PERMITS) : []
}

function explainRule(rule: Rule, { request, currency }: Question, isOneOfSeveral: boolean): ExplainedRule {
  const parsed = cedar.policyToJson(rule.policy)
  const needed = parsed.type === 'success' ? requirements(parsed.json) : []
  const truths = evaluate(
    [...new Map(needed.flatMap(leavesOf).map((leaf) => [JSON.stringify(leaf), leaf])).values()],
    request,
  )
  const leaf = (expression: Expression) => truths.get(JSON.stringify(expression)) ?? null
  const each = needed.map((expression) => ({ expression, truth: truthOf(expression, leaf) }))
  // It applies where all hold, and else what counts is what doesn't.
  const failing = each.filter(({ truth }) => truth !== true)
  const deciding = (failing.length > 0 ? failing : each).flatMap(({ expression }) => decidingLeaves(expression, leaf))
  const texts = new Set<string>()
  const { file, line } = problemAt(rule.place, 0, { message: '' })
  const [id = rule.id] = reported([rule.id])
  return {
    id,
    effect: rule.effect,
    asks: rule.asks,
    reason: rule.reason,
    at: rule.place.fileText === '' || line === null ? null : { file, line },
    holds: failing.length === 0 ? true : failing.some(({ truth }) => truth === null) ? null : false,
    currency: isOneOfSeveral ? currency : null,
    sumsIn: currency,
    parts: deciding.flatMap((expression): readonly ExplainedPart[] => {
      const text = textOf(expression)
      if (texts.has(text)) return []
      texts.add(text)
      return [{ text, holds: leaf(expression), values: valuesOf(expression, request), asks: readingOf(expression) }]
    }),
  }
}

// All in one call of Cedar: a policy for each, which permits where it is true.
function evaluate(leaves: readonly Expression[], request: Request): ReadonlyMap<string, boolean | null> {
  const policies = leaves.map((leaf, index) => [`part${index}`, permitWhen(leaf)] as const)
  const context = request.context as cedar.Context
  const answer = cedar.isAuthorized({ ...request, context, policies: { staticPolicies: Object.fromEntries(policies) } })
  if (answer.type === 'failure') return new Map()
  const { reason, errors } = answer.response.diagnostics
  const failed = new Set(errors.map(({ policyId }) => policyId))
  return new Map(
    leaves.map((leaf, index) => {
      const name = `part${index}`
      return [JSON.stringify(leaf), failed.has(name) ? null : reason.includes(name)]
    }),
  )
}

function permitWhen(expression: Expression): cedar.PolicyJson {
  return {
    effect: 'permit',
    principal: { op: 'All' },
    action: { op: 'All' },
    resource: { op: 'All' },
    // Part of what Cedar itself has read.
    conditions: [{ kind: 'when', body: expression as cedar.Expr }],
  }
}

const WHEN = 'when { '

function textOf(expression: Expression): string {
  const answer = cedar.policyToText(permitWhen(expression))
  if (answer.type === 'failure') return JSON.stringify(expression)
  const from = answer.text.indexOf(WHEN) + WHEN.length
  return answer.text.slice(from, answer.text.lastIndexOf('}')).trim()
}

function valuesOf(expression: Expression, request: Request): ExplainedPart['values'] {
  return pathsIn(expression).map((path) => {
    const value = valueAlong(path, request)
    return value === undefined ? { path } : { path, value }
  })
}

function valueAlong(
  [name = '', ...rest]: readonly string[],
  { context, principal, entities }: Request,
): Json | undefined {
  const attributes: readonly Json[] = JSON.parse(JSON.stringify(entities.map(({ attrs }) => attrs)))
  const user = 'type' in principal ? entities.findIndex(({ uid }) => 'type' in uid && uid.type === principal.type) : -1
  let at: Json | undefined = name === 'context' ? { ...context } : name === 'principal' ? attributes[user] : undefined
  for (const key of rest) at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  return plain(at)
}

// A time is shown as it was given, a decimal as the number that it is.
function plain(value: Json | undefined): Json | undefined {
  const call = isJsonObject(value) ? value['__extn'] : undefined
  if (!isJsonObject(call)) return value
  return call['fn'] === 'decimal' ? Number(call['arg']) : call['arg']
}
