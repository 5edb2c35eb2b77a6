import { type Label, type Source, withoutOrders } from '#core/label.ts'
import { fieldNames, fieldPath } from '#core/field-path.ts'
import { toolOfSource, type AgentRuntime } from '#turn/agent-runtime.ts'

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
  if (source.startsWith('passage:')) return withoutOrders(source)
  if (!source.startsWith('tool:') || agent.trustedSources.has(source)) return source
  const declaration = toolOfSource({ declarations }, source)
  if (!declaration) return 'unknown'
  const { tool, trust } = declaration
  const path = source.slice('tool:'.length)
  const isNamed = path === tool || trust.untrusted.some((declared) => path === tool + fieldPath(fieldNames(declared)))
  return isNamed ? source : `tool:${tool}.*`
}
