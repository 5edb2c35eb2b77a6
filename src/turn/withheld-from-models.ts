import { staysInside } from '#core/data-class.ts'
import { isInside, type Labels, type Source } from '#plan-language/values/label.ts'
import { SEARCHED, SEARCHED_EVERYWHERE } from '#plan-language/values/lookups.ts'
import { toolOfSource, type AgentRuntime } from './agent-runtime.ts'

/**
 * Whether a call's data is withheld from models: it was made from what a tool of the class `regulated` returned, or from
 * data of an unknown class.
 */
export function isWithheldFromModels(labels: Labels, { declarations }: Pick<AgentRuntime, 'declarations'>): boolean {
  const sources = new Set(Object.values(labels).flatMap(({ data }) => data))
  return [...sources].some((source) => isKept(source, declarations))
}

function isKept(source: Source, declarations: AgentRuntime['declarations']): boolean {
  if (source === 'unknown' || isInside(source)) return true
  if (!source.startsWith('tool:') || source === SEARCHED || source === SEARCHED_EVERYWHERE) return false
  const tool = toolOfSource({ declarations }, source)
  return tool === undefined || staysInside(tool)
}
