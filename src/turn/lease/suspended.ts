import { schemaFaultOf } from '#plan-language/tool-schema/tool-schema-fault.ts'
import type { AgentRuntime } from '../agent-runtime.ts'

/**
 * The first of some tools that nothing may be called of: nobody has accepted it yet, or its server offers another
 * definition than the accepted one, or one whose schema can't be used. Null where there is none. A server that can't be reached is taken at its last word.
 */
export async function suspendedTool(
  live: AgentRuntime,
  tools: Iterable<string>,
  signal: AbortSignal,
): Promise<string | null> {
  for (const tool of new Set(tools)) {
    const accepted = live.definitions.get(tool)
    if (!accepted) continue
    if (live.notAccepted.has(tool) || schemaFaultOf(accepted) !== null) return tool
    const offered = await live.servers.definition(tool, signal)
    if (offered && offered.hash !== accepted.hash) return tool
  }
  return null
}
