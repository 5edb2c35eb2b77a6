import type { Agent, AgentApprovals, ToolDeclaration } from '#agents/contract.ts'
import type { ToolWords } from '#agents/texts.ts'
import type { Principal } from '#core/principal.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { speaking, type Speech } from '#turn/speaking.ts'
import { lookupOf } from '#knowledge/lookups.ts'
import { READERS } from '#knowledge/model-readers.ts'

/** What a view needs of an agent. */
export interface ViewedAgent extends Pick<AgentRuntime, 'declarations' | 'definitions'> {
  readonly agent: Pick<
    Agent,
    | 'playbooks'
    | 'intents'
    | 'knowledge'
    | 'resources'
    | 'servers'
    | 'tools'
    | 'trustedSources'
    | 'handOver'
    | 'languages'
    | 'address'
    | 'texts'
    | 'toolTexts'
    | 'starters'
  > & {
    readonly approvals: Pick<AgentApprovals, 'rejectReasons' | 'untrusted'>
  }
  readonly policies: Pick<PolicySet, 'requesterMayDecide' | 'editorMayDecide'>
  /** What its tools are called in its reader's language, where not as in tools.yaml. */
  readonly toolWords?: Readonly<Record<string, ToolWords>> | undefined
  /** Its reader, where a plan's own requester reads it; left out: somebody else does. */
  readonly requester?: TitleReader | undefined
  /** How its reader is spoken to; left out: in English, as the operator's files do. */
  readonly speech?: Speech | undefined
}

/** What titles need of a requester who reads their own plan. */
export type TitleReader = Pick<Principal, 'email' | 'roles'>

/** What a view needs of a tool. */
export type ViewedTool = Pick<
  ToolDeclaration,
  'tool' | 'title' | 'noun' | 'money' | 'reversible' | 'words' | 'total'
> & {
  readonly owner?: ToolDeclaration['owner'] | undefined
  readonly requester?: TitleReader | undefined
  readonly nouns?: string | undefined
  /** What saying yes does, for a button; left out: the first word of its title, and its money. */
  readonly deed?: string | undefined
  readonly speech?: Speech | undefined
}

/** An agent whose folder went away. Its plans can still be read; nothing of them is vouched for or can be decided. */
export const GONE_AGENT: ViewedAgent = {
  agent: {
    playbooks: [],
    intents: { answer: [], 'hand-over': [] },
    knowledge: [],
    resources: [],
    servers: [],
    tools: [],
    trustedSources: new Set(),
    handOver: null,
    languages: ['en'],
    approvals: { rejectReasons: [], untrusted: null },
  },
  declarations: new Map(),
  definitions: new Map(),
  policies: { requesterMayDecide: () => false, editorMayDecide: () => false },
}

/** A tool as it is shown; by its bare name where it isn't declared any more, so that one plan can't take a list down. */
export function viewedTool(
  {
    declarations,
    toolWords,
    speech,
    requester,
  }: Pick<ViewedAgent, 'declarations'> & Partial<Pick<ViewedAgent, 'toolWords' | 'speech' | 'requester'>>,
  tool: string,
): ViewedTool {
  const own = READERS[tool]?.title ?? lookupOf(tool)?.title
  const title = own === undefined ? tool : (speech?.again(own) ?? own)
  const declared: ViewedTool = declarations.get(tool) ?? { tool, title, noun: null, money: {}, reversible: false }
  if (!speech) return declared
  const named: Partial<ToolWords> = toolWords?.[tool] ?? {}
  const { title: said = declared.title, noun = declared.noun, nouns, deed } = named
  const words = { ...(named.title === undefined ? declared.words : namesAlone(declared.words)), ...named.words }
  const total = { ...declared.total, ...named.total }
  return { ...declared, title: said, noun, nouns, deed, words, total, speech, requester }
}

// In a title of another language "you" would be of none.
function namesAlone(words: ViewedTool['words'] = {}): ViewedTool['words'] {
  return Object.fromEntries(Object.entries(words).map(([name, { requester: _you, ...others }]) => [name, others]))
}

/** An agent as it speaks one of its languages: its tools' titles, its servers' and our own sentences. */
export function spokenAgent(
  live: Omit<ViewedAgent, 'speech' | 'toolWords' | 'requester'>,
  language: string,
  requester?: TitleReader,
): ViewedAgent {
  const { agent } = live
  const said = agent.toolTexts?.[language]
  const servers = agent.servers.map((server) => ({ ...server, title: said?.servers[server.name] ?? server.title }))
  return { ...live, agent: { ...agent, servers }, speech: speaking(agent, language), toolWords: said?.tools, requester }
}

const ENGLISH = speaking({ languages: ['en'] }, 'en')

export function speechOf({ speech }: Pick<ViewedAgent, 'speech'> | Pick<ViewedTool, 'speech'>): Speech {
  return speech ?? ENGLISH
}

/** What a tool's server is called, in the operator's words; null where there is none. */
export function serverTitle(
  { agent }: { readonly agent: Pick<ViewedAgent['agent'], 'servers'> },
  tool: string,
): string | null {
  return agent.servers.find(({ name }) => tool.startsWith(`${name}/`))?.title ?? null
}
