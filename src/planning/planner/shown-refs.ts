import { type Label, type Source, joinLabels, labelOf, withoutInjectionSuspicion } from '#plan-language/values/label.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { PlanPromptInput } from '#models/prompts.ts'
import { type AgentRuntime, toolOfSource } from '#turn/agent-runtime.ts'
import { fieldNames, fieldPath } from '#plan-language/values/field-path.ts'

interface Refs {
  /** What the requester only passed on. */
  readonly texts: Slots
  /** What was done before. */
  readonly steps: readonly { readonly ref: string; readonly tool: string }[]
}

/**
 * References as a planner sees them: names, types and labels. Of what was done its tool's declaration says type and label:
 * which fields a result really has, and so which sources, is part of what it says.
 */
export function shownRefs({ texts, steps }: Refs, live: AgentRuntime): PlanPromptInput['refs'] {
  const passedOn = Object.entries(texts).map(([name, { labels }]) => {
    return [name, { type: 'text', label: shownLabel(joinLabels(Object.values(labels)), live) }] as const
  })
  const done = steps.map(({ ref, tool }) => {
    return [ref, { type: 'what its tool returns', tool, label: declaredLabel(tool, live) }] as const
  })
  return Object.fromEntries([...passedOn, ...done])
}

function declaredLabel(tool: string, { agent }: AgentRuntime): Label {
  const vouchedFor = [...agent.trustedSources].filter((source) => source.startsWith(`tool:${tool}.`))
  return labelOf(`tool:${tool}`, ...vouchedFor)
}

type Declared = Pick<AgentRuntime, 'agent' | 'declarations'>

/**
 * A label as whoever writes plans is shown it. A field that nobody declared has the name that its server gave it, which is
 * text like any other: `tool:shop/mail.send.*` stands in its place. What a passage says is kept from them too, and so is
 * whether it reads like orders.
 */
export function shownLabel({ data, ctrl }: Label, live: Declared): Label {
  const shown = (sources: readonly Source[]) => [...new Set(sources.map((source) => shownSource(source, live)))].sort()
  return { data: shown(data), ctrl: shown(ctrl) }
}

function shownSource(source: Source, { agent, declarations }: Declared): Source {
  if (source.startsWith('passage:')) return withoutInjectionSuspicion(source)
  if (!source.startsWith('tool:') || agent.trustedSources.has(source)) return source
  const declaration = toolOfSource({ declarations }, source)
  if (!declaration) return 'unknown'
  const { tool, trust } = declaration
  const path = source.slice('tool:'.length)
  const isNamed = path === tool || trust.untrusted.some((declared) => path === tool + fieldPath(fieldNames(declared)))
  return isNamed ? source : `tool:${tool}.*`
}
