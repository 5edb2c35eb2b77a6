import type { ModelGateway } from '#models/contract.ts'
import { planPrompt, type PlanPromptInput, type PlanReply, type ToolSearches } from '#models/prompts.ts'
import type { ToolCatalogue } from './tool-catalogue.ts'

/** How often the planner may look for tools that it isn't shown, for one program. */
const MOST_SEARCHES = 2

export interface ProgramRequest {
  readonly planId: string
  readonly catalogue: ToolCatalogue
  /** What the planner is shown besides tools. */
  readonly shown: Omit<PlanPromptInput, 'declarations' | 'added' | 'search'>
  readonly signal: AbortSignal
}

/**
 * Asks for a program, and where the reply asks for other tools, again with the nearest of them. A search too many, and one
 * that finds nothing more, end as a reply that there is no tool. Throws what the gateway does.
 */
export async function askForProgram(
  gateway: ModelGateway,
  { planId, catalogue, shown, signal }: ProgramRequest,
): Promise<{ readonly reply: PlanReply; readonly prompt: string }> {
  const { declarations, added } = catalogue
  const isWhole = !catalogue.hasMore()
  const done: ToolSearches['done'][number][] = []
  for (;;) {
    const left = catalogue.hasMore() ? MOST_SEARCHES - done.length : 0
    const search = isWhole ? null : { done, left }
    const { request, schema } = planPrompt({ ...shown, declarations, added, search })
    const { value: reply } = await gateway.askFor({ ...request, planId }, schema, { signal })
    const { prompt } = request
    const words = reply.program === null ? (reply.findTools ?? null) : null
    if (words === null) return { reply, prompt }
    const found = left > 0 ? await catalogue.find(words) : null
    if (found === null) return { reply: { ...reply, reason: 'no-tool' }, prompt }
    done.push({ words, found })
  }
}
