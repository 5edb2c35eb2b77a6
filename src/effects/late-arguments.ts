import type { JsonObject } from '#core/json.ts'
import { pointerToken, pointerTokens } from '#core/json-pointer.ts'
import { joinLabels, type Label, type Labels } from '#plan-language/values/label.ts'
import type { EffectRecord } from '#memory/plans/plan-record.ts'
import { labelResult } from '#mcp/label-result.ts'
import { planFacts } from '#judging/facts.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { handleOf } from '#cards/titles/effect-title.ts'
import type { StepContext } from './step-context.ts'
import { askedOfPerson } from '#judging/ask-for-programs.ts'
import { missingApprovals } from '#sealed-plan/approval/approval-status.ts'

/**
 * Judges an effect again with the values that its handles turned out to be: a tool server that answers with something
 * else than it promised can't choose where the next step goes.
 */
export function mayCallWith({ found, effect, done }: StepContext, args: JsonObject): boolean {
  const { plan, journal, context, rolesNow } = found
  const { live } = context
  const call = { tool: effect.tool, args, labels: lateLabels(effect, args, done, live), because: effect.because }
  const within = { effects: plan.effects, index: effect.index }
  const verdict = askedOfPerson(live.policies.judgeCall(call, planFacts(context, journal), within), plan, live)
  return (
    verdict.decision !== 'deny' && missingApprovals(plan, verdict, { rolesNow, policies: live.policies }).length === 0
  )
}

/** An argument that held a handle carries what it carried, and the labels of what the earlier step really returned. */
function lateLabels(effect: EffectRecord, args: JsonObject, done: readonly EffectRecord[], live: AgentRuntime): Labels {
  const late = Object.entries(effect.labels).map(([pointer, label]): [string, Label] => {
    const name = pointerTokens(pointer)[0]
    const value = name === undefined ? undefined : effect.args[name]
    const steps = value === undefined ? [] : handlesIn(value)
    return [pointer, joinLabels([withoutEffects(label), ...steps.flatMap((step) => resultLabels(step, done, live))])]
  })
  return Object.fromEntries([
    ...Object.keys(args).map((name) => [`/${pointerToken(name)}`, effect.because] as const),
    ...late,
  ])
}

function withoutEffects({ data, ctrl }: Label): Label {
  const lasting = (sources: Label['data']) => sources.filter((source) => !source.startsWith('effect:'))
  return { data: lasting(data), ctrl: lasting(ctrl) }
}

function resultLabels(
  step: { readonly effect: number; readonly path: readonly string[] },
  done: readonly EffectRecord[],
  live: AgentRuntime,
): readonly Label[] {
  const earlier = done.find((candidate) => candidate.index === step.effect)
  if (!earlier?.outcome?.ok) return [{ data: ['unknown'], ctrl: [] }]
  const labels = labelResult(declarationOf(live, earlier.tool), earlier.outcome.value)
  const pointer = step.path.map((key) => `/${pointerToken(key)}`).join('')
  return Object.entries(labels).flatMap(([at, label]) =>
    at === pointer || at.startsWith(`${pointer}/`) ? [label] : [],
  )
}

function handlesIn(
  value: JsonObject[string],
): readonly { readonly effect: number; readonly path: readonly string[] }[] {
  const handle = handleOf(value)
  if (handle) return [handle]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(handlesIn) : []
}
