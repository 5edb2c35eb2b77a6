import { joinLabels, labelOf, type Label } from '#core/label.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { PlanPromptInput } from '#models/prompts.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { shownLabel } from './shown-label.ts'

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
