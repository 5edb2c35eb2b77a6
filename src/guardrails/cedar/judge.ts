import type { EntityJson } from '@cedar-policy/cedar-wasm/nodejs'
import type { Json } from '#json.ts'
import { ALLOW, combineVerdicts, type Verdict } from '#verdict.ts'
import type { JudgedCall, JudgedPlan, PlanFacts, PlanVerdict } from '../contract.ts'
import { callContext, planContext, readCall, type SeenCall } from './call-context.ts'
import { decide, type Request } from './decide.ts'
import type { OriginFacts } from './origin.ts'
import { planView } from './plan-view.ts'
import { PLAN_ACTION, type PolicyAction } from './policy-action.ts'
import type { PreparedRules } from './prepare-rules.ts'
import { NO_RULE, refuse } from './refusal.ts'

/** A policy set made ready: the rules for each action. */
export interface PreparedPolicy {
  readonly agent: string
  readonly actions: ReadonlyMap<string, PolicyAction>
  readonly rules: ReadonlyMap<string, PreparedRules>
}

/** Judges one call. A write is judged as part of its plan. */
export function judgeCall(policy: PreparedPolicy, call: JudgedCall, facts: PlanFacts, within?: JudgedPlan): Verdict {
  return judging(policy, facts, effectsAround(policy, call, within)).judge(call).verdict
}

/** Judges every effect and the plan as a whole. */
export function judgePlan(policy: PreparedPolicy, effects: readonly JudgedCall[], facts: PlanFacts): PlanVerdict {
  const { judge, judgeWhole } = judging(policy, facts, effects)
  const judged = effects.map(judge)
  const verdicts = judged.map(({ verdict }) => verdict)
  const whole = judgeWhole(judged.flatMap(({ seen }) => seen ?? []))
  return { plan: combineVerdicts([...verdicts, whole]), effects: verdicts }
}

function effectsAround(policy: PreparedPolicy, call: JudgedCall, within?: JudgedPlan): readonly JudgedCall[] {
  if (within) return within.effects.with(within.index, call)
  return policy.actions.get(call.tool)?.tool.effect === 'write' ? [call] : []
}

interface Judged {
  readonly verdict: Verdict
  /** Null where the call couldn't even be read. */
  readonly seen: SeenCall | null
}

function judging(policy: PreparedPolicy, facts: PlanFacts, effects: readonly JudgedCall[]) {
  const view = planView(effects, facts, policy.actions)
  const origins = originFacts(policy, facts, effects)
  const verdicts = new Map<string, Verdict>()
  return { judge, judgeWhole }

  function judge(call: JudgedCall): Judged {
    const action = policy.actions.get(call.tool)
    const rules = policy.rules.get(call.tool)
    if (!action || !rules) return { verdict: refuse(NO_RULE), seen: null }
    const read = readCall(call, action, origins)
    if (!read.ok) return { verdict: refuse(read.reason), seen: null }
    const { call: seen } = read
    const verdict = inEachCurrency(seen.currencies.length > 0 ? seen.currencies : view.currencies, (currency) => {
      const context = callContext(seen, { tool: action.tool, view, facts, currency }, rules.use.context)
      return once(call.tool, rules, { context, untrusted: seen.untrusted })
    })
    return { verdict, seen }
  }

  function judgeWhole(calls: readonly SeenCall[]): Verdict {
    const rules = policy.rules.get(PLAN_ACTION)
    if (!rules) return refuse(NO_RULE)
    if (rules.alwaysPermitted) return ALLOW
    return inEachCurrency(view.currencies, (currency) => {
      const context = planContext(calls, { view, facts, currency }, rules.use.context)
      return once(PLAN_ACTION, rules, { context, untrusted: [] })
    })
  }

  // Calls that look alike to the rules are judged once.
  function once(
    action: string,
    rules: PreparedRules,
    seen: { readonly context: Record<string, Json>; readonly untrusted: readonly string[] },
  ): Verdict {
    const key = JSON.stringify([action, seen])
    const known = verdicts.get(key)
    if (known) return known
    const verdict = decide(request(policy, action, rules, seen.context, facts), rules, seen.untrusted)
    verdicts.set(key, verdict)
    return verdict
  }
}

function inEachCurrency(currencies: readonly string[], judgeIn: (currency: string) => Verdict): Verdict {
  return combineVerdicts(currencies.map(judgeIn))
}

function originFacts(policy: PreparedPolicy, facts: PlanFacts, effects: readonly JudgedCall[]): OriginFacts {
  return {
    principalId: facts.principal.id,
    trustedSources: facts.trustedSources,
    trustedResultPaths: (effect) => policy.actions.get(effects[effect]?.tool ?? '')?.tool.trusted ?? [],
  }
}

// Entities are given only where a rule looks into them.
function request(
  policy: PreparedPolicy,
  action: string,
  { use }: PreparedRules,
  context: Record<string, Json>,
  { principal }: PlanFacts,
): Request {
  const user = { type: 'User', id: principal.id }
  const agent = { type: 'Agent', id: policy.agent }
  const call = { type: 'Action', id: action }
  const entities: EntityJson[] = []
  if (use.principal) entities.push({ uid: user, attrs: userAttributes(principal), parents: [] })
  if (use.resource) entities.push({ uid: agent, attrs: { name: policy.agent }, parents: [] })
  const group = policy.actions.get(action)?.tool.effect
  if (use.action && group) entities.push({ uid: call, attrs: {}, parents: [{ type: 'Action', id: group }] })
  return { principal: user, action: call, resource: agent, context: context, entities, validateRequest: false }
}

function userAttributes({ id, name, email, roles }: PlanFacts['principal']) {
  return { id, name, roles: [...roles], ...(email !== null && { email }) }
}
