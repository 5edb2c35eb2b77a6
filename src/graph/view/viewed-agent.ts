import type { Agent, AgentApprovals, ToolDeclaration } from '#agents/contract.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import type { LiveAgent } from '../live-agent.ts'
import { READERS } from '../readers.ts'

/** What a view needs of an agent. */
export interface ViewedAgent extends Pick<LiveAgent, 'declarations' | 'definitions'> {
  readonly agent: Pick<Agent, 'servers' | 'tools' | 'trustedSources' | 'handOver'> & {
    readonly approvals: Pick<AgentApprovals, 'rejectReasons' | 'untrusted'>
  }
  readonly policies: Pick<PolicySet, 'requesterMayDecide' | 'editorMayDecide'>
}

/** What a view needs of a tool. */
export type ViewedTool = Pick<ToolDeclaration, 'tool' | 'title' | 'noun' | 'money' | 'reversible'>

/** An agent whose folder went away. Its plans can still be read; nothing of them is vouched for or can be decided. */
export const GONE_AGENT: ViewedAgent = {
  agent: {
    servers: [],
    tools: [],
    trustedSources: new Set(),
    handOver: null,
    approvals: { rejectReasons: [], untrusted: null },
  },
  declarations: new Map(),
  definitions: new Map(),
  policies: { requesterMayDecide: () => false, editorMayDecide: () => false },
}

/** A tool as it is shown; by its bare name where it isn't declared any more, so that one plan can't take a list down. */
export function viewedTool(live: Pick<ViewedAgent, 'declarations'>, tool: string): ViewedTool {
  const title = READERS[tool]?.title ?? tool
  return live.declarations.get(tool) ?? { tool, title, noun: null, money: {}, reversible: false }
}
