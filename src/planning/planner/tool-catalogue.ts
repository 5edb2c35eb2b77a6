import { declarationSizes, declareTools, type DeclaredTool, type DeclarationSize } from '#models/tool-declarations.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { callsTool, namesTool } from './named-tools.ts'
import { plannerTools } from './planner-tools.ts'
import { rankTools, type RankedTools } from './ranked-tools.ts'

/**
 * Characters of declarations that a planner is shown. At four to a token some 6,000 tokens: about sixty tools of the size
 * of the example's.
 */
const DECLARATIONS_LENGTH = 24_000
/** As many of them are chosen by a thread's first words; what is left is for what comes up later in it. */
const FIRST_LENGTH = 18_000
/** Characters of declarations that one later message, or one search, adds: some 500 and some 2,000 tokens. */
const LATER_LENGTH = 2_000
const FOUND_LENGTH = 8_000
/** Of the words of a search, as many characters count. */
const SEARCH_LENGTH = 300

/** The tools that a planner is shown, and a way to those that it isn't. */
export interface ToolCatalogue {
  /** What it is shown from a thread's first message on, as TypeScript: the same text in all of the thread. */
  readonly declarations: string
  /** What later messages and programs added, oldest first, as TypeScript each. */
  readonly added: readonly string[]
  /** All tools that a plan could use, also those that aren't shown. */
  readonly tools: readonly DeclaredTool[]
  /** Whether there are tools that it hasn't been shown. */
  hasMore(): boolean
  /** The nearest to these words of the tools that weren't shown, as TypeScript; null where there are none to add. */
  find(words: string): Promise<string | null>
}

interface Opening {
  /** What the requester typed in the thread, the oldest first. Read where not all tools fit. */
  readonly said: () => Promise<readonly string[]>
  /** Programs that were written before: what they call stays shown. */
  readonly programs: readonly string[]
  /** Tools that plans of the thread used. */
  readonly used: readonly string[]
}

/**
 * All tools that a plan could use where they fit. Where they are too many: those that the agent's instructions name and those
 * nearest to the thread's first words, and with each message after it those nearest to that, so that what was shown in a thread
 * once stays as it was. Each is there with the read that its owner is checked by.
 */
export async function openCatalogue(
  services: Services,
  live: AgentRuntime,
  { said, programs, used }: Opening,
  signal: AbortSignal,
): Promise<ToolCatalogue> {
  const tools = plannerTools(live)
  const all = declareTools(tools)
  if (all.length <= DECLARATIONS_LENGTH) {
    return { declarations: all, added: [], tools, hasMore: () => false, find: () => Promise.resolve(null) }
  }
  const words = await said()
  const { ranked, near } = await rankTools(services, { tools, texts: words }, signal)
  const choice = startChoice(live, tools)
  const named = tools.filter((tool) => namesTool(live.agent.instructions, tool))
  const first = near[0] ?? ranked
  const declarations = choice.show([...named, ...first], FIRST_LENGTH) ?? declareTools([])
  const later = near.slice(1).map((nearest) => {
    const left = DECLARATIONS_LENGTH - choice.length()
    return choice.show(nearest.slice(0, MOST_LATER), Math.min(left, LATER_LENGTH))
  })
  const called = tools.filter(({ tool }) => used.includes(tool) || programs.some((text) => callsTool(text, tool)))
  return {
    declarations,
    added: [...later, choice.show(called, FOUND_LENGTH)].filter((text) => text !== null),
    tools,
    hasMore: () => choice.shown.size < tools.length,
    find: (wanted) => findTools(services, { choice, tools, wanted }, signal),
  }
}

/** A message after the first adds no more than this. */
const MOST_LATER = 3

interface Finding {
  readonly choice: Choice
  readonly tools: readonly DeclaredTool[]
  readonly wanted: string
}

async function findTools(services: Services, { choice, tools, wanted }: Finding, signal: AbortSignal) {
  const others = tools.filter((tool) => !choice.shown.has(tool))
  const words = wanted.trim().slice(0, SEARCH_LENGTH)
  if (words === '' || others.length === 0) return null
  const { ranked, near }: RankedTools = await rankTools(services, { tools: others, texts: [words] }, signal)
  return choice.show(near[0] ?? ranked, FOUND_LENGTH)
}

/** What has been shown so far. */
interface Choice {
  readonly shown: ReadonlySet<DeclaredTool>
  /** Characters of all that was shown. */
  length(): number
  /** Shows as many of these, the first first, as fit into so many characters; null where none does that wasn't shown. */
  show(ranked: readonly DeclaredTool[], length: number): string | null
}

function startChoice(live: AgentRuntime, tools: readonly DeclaredTool[]): Choice {
  const sizes = new Map(declarationSizes(tools).map((size, index) => [tools[index], size]))
  const shown = new Set<DeclaredTool>()
  const names = new Set<string>()
  let total = 0
  return {
    shown,
    length: () => total,
    show(ranked, length) {
      const chosen = nearest(ranked, { live, tools, shown, length, sizes })
      for (const tool of chosen) shown.add(tool)
      if (chosen.size === 0) return null
      // In the folder's order, so that the same choice is the same text.
      const text = declareTools(
        tools.filter((tool) => chosen.has(tool)),
        names,
      )
      total += text.length
      return text
    },
  }
}

interface Choosing {
  readonly live: AgentRuntime
  readonly tools: readonly DeclaredTool[]
  readonly shown: ReadonlySet<DeclaredTool>
  readonly length: number
  readonly sizes: ReadonlyMap<DeclaredTool | undefined, DeclarationSize>
}

function nearest(
  ranked: readonly DeclaredTool[],
  { live, tools, shown, length, sizes }: Choosing,
): ReadonlySet<DeclaredTool> {
  const chosen = new Set<DeclaredTool>()
  const types = new Set<number>()
  let left = length
  for (const tool of ranked) {
    const more = [tool, ...neededBy(live, tool, tools)].filter((each) => !shown.has(each) && !chosen.has(each))
    const added = new Map(more.flatMap((each) => [...(sizes.get(each)?.types ?? [])]))
    for (const known of types) added.delete(known)
    const own = more.reduce((sum, each) => sum + (sizes.get(each)?.own ?? 0), 0)
    const size = [...added.values()].reduce((sum, each) => sum + each, own)
    if (size > left) continue
    for (const each of more) chosen.add(each)
    for (const type of added.keys()) types.add(type)
    left -= size
  }
  return chosen
}

function neededBy(live: AgentRuntime, { tool }: DeclaredTool, tools: readonly DeclaredTool[]): readonly DeclaredTool[] {
  const { owner } = declarationOf(live, tool)
  return owner.kind === 'from' ? tools.filter((other) => other.tool === owner.tool) : []
}
