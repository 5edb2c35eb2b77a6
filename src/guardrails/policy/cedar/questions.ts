import type { EntityJson, StatefulAuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs'
import type { Json } from '#core/json.ts'
import type { JudgedCall, PlanFacts } from '#guardrails/contract.ts'
import { callContext, judgedArguments, planContext, readCall, type SeenCall } from './call-context.ts'
import type { OriginFacts } from './origin.ts'
import { planView } from './plan-view.ts'
import { PLAN_ACTION, type PolicyAction } from './policy-action.ts'
import type { PreparedRules } from './prepare-rules.ts'
import { NO_RULE } from '#core/verdict.ts'

/** A policy set made ready: the rules for each action. */
export interface PreparedPolicy {
  readonly agent: string
  readonly actions: ReadonlyMap<string, PolicyAction>
  readonly rules: ReadonlyMap<string, PreparedRules>
}

/** One question to Cedar, without the rules. */
export type Request = Omit<StatefulAuthorizationCall, 'preparsedPolicySetId' | 'context'> & {
  readonly context: Readonly<Record<string, Json>>
}

/** What rules are asked about a call, or about a plan as a whole, with every sum in one currency. */
export interface Question {
  readonly rules: PreparedRules
  readonly currency: string
  readonly request: Request
  /** The names of arguments, and `because`, that hang on what isn't trusted. */
  readonly untrusted: readonly string[]
}

/** The questions about a call, one for each currency; or why there are none, which refuses it. */
export type Questions =
  | { readonly ok: true; readonly questions: readonly Question[]; readonly seen: SeenCall }
  | { readonly ok: false; readonly reason: string }

/** Turns the effects of a plan into questions. All of it is seen from each. */
export function questioning(policy: PreparedPolicy, facts: PlanFacts, effects: readonly JudgedCall[]) {
  const view = planView(effects, facts, policy.actions)
  const origins = originFacts(policy, facts, effects)
  return { aboutCall, aboutWhole }

  function aboutCall(call: JudgedCall): Questions {
    const action = policy.actions.get(call.tool)
    const rules = policy.rules.get(call.tool)
    if (!action || !rules) return { ok: false, reason: NO_RULE }
    const read = readCall(call, action, origins)
    if (!read.ok) return read
    const { call: seen } = read
    const currencies = seen.currencies.length > 0 ? seen.currencies : view.currencies
    const questions = judgedArguments(seen).flatMap((args) =>
      currencies.map((currency): Question => {
        const context = callContext({ ...seen, args }, { tool: action.tool, view, facts, currency }, rules.use.context)
        return question(call.tool, rules, { currency, context, untrusted: seen.untrusted })
      }),
    )
    return { ok: true, questions, seen }
  }

  /** Empty where nothing can say no to it; null where there are no rules at all. */
  function aboutWhole(calls: readonly SeenCall[]): readonly Question[] | null {
    const rules = policy.rules.get(PLAN_ACTION)
    if (!rules) return null
    if (rules.alwaysPermitted) return []
    return view.currencies.map((currency) => {
      const context = planContext(calls, { view, facts, currency }, rules.use.context)
      return question(PLAN_ACTION, rules, { currency, context, untrusted: [] })
    })
  }

  function question(
    action: string,
    rules: PreparedRules,
    seen: Pick<Question, 'currency' | 'untrusted'> & { readonly context: Request['context'] },
  ): Question {
    const { context, ...rest } = seen
    return { ...rest, rules, request: requestOf(policy, action, rules, { context, facts }) }
  }
}

function originFacts(
  policy: PreparedPolicy,
  facts: PlanFacts,
  effects: readonly JudgedCall[],
): OriginFacts & Pick<PlanFacts, 'principal'> {
  return {
    principal: facts.principal,
    principalId: facts.principal.id,
    trustedSources: facts.trustedSources,
    trustedResultPaths: (effect) => policy.actions.get(effects[effect]?.tool ?? '')?.tool.trusted ?? [],
  }
}

// Entities are given only where a rule looks into them.
function requestOf(
  policy: PreparedPolicy,
  action: string,
  { use }: PreparedRules,
  { context, facts: { principal } }: { readonly context: Request['context']; readonly facts: PlanFacts },
): Request {
  const user = { type: 'User', id: principal.id }
  const agent = { type: 'Agent', id: policy.agent }
  const call = { type: 'Action', id: action }
  const entities: EntityJson[] = []
  if (use.principal) entities.push({ uid: user, attrs: userAttributes(principal), parents: [] })
  if (use.resource) entities.push({ uid: agent, attrs: { name: policy.agent }, parents: [] })
  const group = policy.actions.get(action)?.tool.effect
  if (use.action && group) entities.push({ uid: call, attrs: {}, parents: [{ type: 'Action', id: group }] })
  return { principal: user, action: call, resource: agent, context, entities, validateRequest: false }
}

function userAttributes({ id, name, email, roles }: PlanFacts['principal']) {
  return { id, name, roles: [...roles], ...(email !== null && { email }) }
}
