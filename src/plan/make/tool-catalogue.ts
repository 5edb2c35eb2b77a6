import { declareTools, type DeclaredTool } from '#models/tool-declarations.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { plannerTools } from './planner-tools.ts'

/**
 * Characters of declarations that a planner is shown. At four to a token some 6,000 tokens: about sixty tools of the size
 * of the example's.
 */
const DECLARATIONS_LENGTH = 24_000
/** Characters of declarations that one search adds: some 2,000 tokens. */
const FOUND_LENGTH = 8_000
/** Of the words of a search, as many characters count. */
const SEARCH_LENGTH = 300

/** The tools that a planner is shown, and a way to those that it isn't. */
export interface ToolCatalogue {
  /** What it is shown from the start, as TypeScript. */
  readonly declarations: string
  /** Whether there are tools that it hasn't been shown. */
  hasMore(): boolean
  /** The nearest to these words of the tools that weren't shown, as TypeScript; null where there are none to add. */
  find(words: string): Promise<string | null>
}

interface Opening {
  /** What the requester typed last. */
  readonly typed: string
  /** Programs that were written before: what they call stays shown. */
  readonly programs: readonly string[]
}

/**
 * All tools that a plan could use where they fit. Where they are too many, those that earlier programs call and those
 * nearest to what the requester typed, each with the read that its owner is checked by.
 */
export async function openCatalogue(
  services: Services,
  live: AgentRuntime,
  { typed, programs }: Opening,
  signal: AbortSignal,
): Promise<ToolCatalogue> {
  const tools = plannerTools(live)
  const all = declareTools(tools)
  if (all.length <= DECLARATIONS_LENGTH) {
    return { declarations: all, hasMore: () => false, find: () => Promise.resolve(null) }
  }
  const shown = new Set<DeclaredTool>()
  const show = (ranked: readonly DeclaredTool[], length: number): string | null => {
    const chosen = nearest(ranked, { live, tools, shown, length })
    for (const tool of chosen) shown.add(tool)
    // In the folder's order, so that the same choice is the same text.
    return chosen.size === 0 ? null : declareTools(tools.filter((tool) => chosen.has(tool)))
  }
  const ranked = await rankTools(services, { tools, words: typed }, signal)
  const called = ranked.filter((tool) => programs.some((program) => mayCall(program, tool)))
  const declarations = show([...called, ...ranked], DECLARATIONS_LENGTH) ?? declareTools([])
  return {
    declarations,
    hasMore: () => shown.size < tools.length,
    async find(words) {
      const others = tools.filter((tool) => !shown.has(tool))
      const wanted = words.trim().slice(0, SEARCH_LENGTH)
      if (wanted === '' || others.length === 0) return null
      return show(await rankTools(services, { tools: others, words: wanted }, signal), FOUND_LENGTH)
    },
  }
}

interface Choosing {
  readonly live: AgentRuntime
  readonly tools: readonly DeclaredTool[]
  readonly shown: ReadonlySet<DeclaredTool>
  readonly length: number
}

function nearest(ranked: readonly DeclaredTool[], { live, tools, shown, length }: Choosing): ReadonlySet<DeclaredTool> {
  const chosen = new Set<DeclaredTool>()
  let left = length
  for (const tool of ranked) {
    const more = [tool, ...neededBy(live, tool, tools)].filter((each) => !shown.has(each) && !chosen.has(each))
    const added = more.reduce((sum, each) => sum + declareTools([each]).length, 0)
    if (added > left) continue
    for (const each of more) chosen.add(each)
    left -= added
  }
  return chosen
}

function neededBy(live: AgentRuntime, { tool }: DeclaredTool, tools: readonly DeclaredTool[]): readonly DeclaredTool[] {
  const { owner } = declarationOf(live, tool)
  return owner.kind === 'from' ? tools.filter((other) => other.tool === owner.tool) : []
}

// Every part of the tool's name is a word of the program: one too many does no harm, one too few would be missed.
function mayCall(program: string, { tool }: DeclaredTool): boolean {
  const words = new Set(program.split(NO_WORD))
  return tool.split(NO_WORD).every((part) => words.has(part))
}

const NO_WORD = /[^\p{L}\p{N}_]+/u

interface Ranking {
  readonly tools: readonly DeclaredTool[]
  readonly words: string
}

// Without vectors the folder's order has to do: an operator lists what matters first.
async function rankTools(
  services: Services,
  { tools, words }: Ranking,
  signal: AbortSignal,
): Promise<readonly DeclaredTool[]> {
  const texts = tools.map(({ tool, description }) => `${tool.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}: ${description}`)
  const embedded = await withFallback(services, { event: 'embedding-unavailable', during: 'plan', signal }, () =>
    services.embedder.embed([words, ...texts], { signal }),
  )
  if (!embedded) return tools
  const [wanted = [], ...vectors] = embedded
  const likeness = new Map(tools.map((tool, index) => [tool, likenessOf(wanted, vectors[index] ?? [])]))
  return tools.toSorted((left, right) => (likeness.get(right) ?? 0) - (likeness.get(left) ?? 0))
}

/** The cosine of two vectors of length 1, as embedders give them. */
function likenessOf(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}
