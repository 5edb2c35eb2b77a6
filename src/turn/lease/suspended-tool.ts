import { schemaFaultOf } from '#plan-language/tool-schema/tool-schema-fault.ts'
import type { AgentRuntime } from '../agent-runtime.ts'

/**
 * The first of some tools that is suspended: it has no pinned definition yet, or its server's definition has drifted from
 * the pinned one, or its schema can't be used. Null where there is none. A server that can't be reached counts by the
 * definition it last offered.
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
