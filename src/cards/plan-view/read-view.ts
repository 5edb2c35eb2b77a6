import { isLookup } from '#plan-language/values/lookups.ts'
import type { ReadView } from '#contract/plan.ts'
import { isReader } from '#knowledge/model-readers.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { effectTitle } from '../titles/effect-title.ts'
import { serverTitle, speechOf, viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/** A read that a plan made, as people see it: what was asked of whom, and whether anything was found. */
export function readView({ index, tool, args, answer, at }: JournalEntry, live: ViewedAgent): ReadView {
  return {
    index,
    tool,
    title: effectTitle(viewedTool(live, tool), args),
    from: placeOf(tool, live),
    // A quote is the document's own words, which are with the plan's quotes for those who may read it.
    args: tool === 'knowledge.quote' ? {} : args,
    found: answer.ok && answer.value !== null,
    at,
  }
}

function placeOf(tool: string, live: ViewedAgent): string {
  const { say } = speechOf(live)
  if (isReader(tool)) return say('a model')
  return isLookup(tool) ? say('our documents') : (serverTitle(live, tool) ?? say('a tool'))
}
