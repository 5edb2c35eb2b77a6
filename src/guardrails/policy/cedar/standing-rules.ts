import type { StandingRule } from '#guardrails/contract.ts'
import { reported } from './decide.ts'
import { LOOKUP_ACTIONS } from './lookup-actions.ts'
import type { Rule } from './parse-rules.ts'
import { ACTION_GROUPS, PLAN_ACTION, type PolicyAction } from './policy-action.ts'
import { problemAt, type TextPlace } from './policy-problem.ts'

/** The rules as they stand, in the order of their files, for whoever wants to read them. */
export function standingRules(
  rules: readonly Rule[],
  actions: ReadonlyMap<string, PolicyAction>,
): readonly StandingRule[] {
  const tools = [...actions.values()]
    .map(({ tool }) => tool)
    .filter(({ tool }) => !LOOKUP_ACTIONS.some((lookup) => lookup.tool === tool))
  const ofGroup = (group: string) => tools.filter(({ effect }) => effect === group).map(({ tool }) => tool)
  return rules.map(({ id, effect, asks, several, self, reason, actions: named, text, place }) => {
    const { file, line } = problemAt(place, 0, { message: '' })
    const isGroup = (name: string) => ACTION_GROUPS.some((group) => group === name)
    const [name = id] = reported([id])
    return {
      id: name,
      effect,
      asks: asks && asks.map((role) => ({ role, people: several?.[role] ?? 1 })),
      self,
      reason,
      note: commentAbove(place),
      tools: named && [
        ...new Set(
          named.filter((name) => name !== PLAN_ACTION).flatMap((name) => (isGroup(name) ? ofGroup(name) : [name])),
        ),
      ],
      isOfWholePlan: named === null || named.includes(PLAN_ACTION),
      text,
      at: place.fileText === '' || line === null ? null : { file, line },
    }
  })
}

// What its author wrote directly above it.
function commentAbove({ fileText, start }: TextPlace): string | null {
  const above = fileText.slice(0, start).split('\n').slice(0, -1).toReversed()
  const end = above.findIndex((line) => !line.trimStart().startsWith('//'))
  const lines = (end === -1 ? above : above.slice(0, end)).toReversed()
  const words = lines.map((line) => line.trim().replace(/^\/+\s*/u, '')).join(' ')
  return words.trim() === '' ? null : words.trim()
}
