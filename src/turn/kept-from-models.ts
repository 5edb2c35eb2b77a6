import { staysInside } from '#core/data-class.ts'
import { isInside, type Labels, type Source } from '#plan-language/values/label.ts'
import { SEARCHED, SEARCHED_EVERYWHERE } from '#plan-language/values/lookups.ts'
import { toolOfSource, type AgentRuntime } from './agent-runtime.ts'

/**
 * Whether a call holds what no model may be shown: anything made of what a tool of the class `regulated` returned, or of
 * what nobody knows the class of.
 */
export function isKeptFromModels(labels: Labels, { declarations }: Pick<AgentRuntime, 'declarations'>): boolean {
  const sources = new Set(Object.values(labels).flatMap(({ data }) => data))
  return [...sources].some((source) => isKept(source, declarations))
}

function isKept(source: Source, declarations: AgentRuntime['declarations']): boolean {
  if (source === 'unknown' || isInside(source)) return true
  if (!source.startsWith('tool:') || source === SEARCHED || source === SEARCHED_EVERYWHERE) return false
  const tool = toolOfSource({ declarations }, source)
  return tool === undefined || staysInside(tool)
}
