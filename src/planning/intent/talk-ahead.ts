import type { PlanTalk } from '#memory/plans/plan-record.ts'
import { sayAheadPrompt } from '#models/prompts.ts'
import type { Said } from '#plan-language/contract.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import { isWithheldFromModels } from '#turn/withheld-from-models.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { withFallback } from '#turn/with-fallback.ts'

/** Of a longer text all waits. */
const MOST_SENTENCES = 40
const LONGEST_TEXT = 4_000

export interface TalkBeside {
  readonly planId: string
  readonly live: AgentRuntime
  readonly said: Said | null
  readonly steps: readonly Pick<StagedStep, 'tool'>[]
}

/**
 * What a plan says, with the sentences that may be told before its steps are done: those that a model takes for nothing to do
 * with them. It is shown the sentences and what the steps do in the operator's words. Where nobody says so, everything waits.
 */
export async function withTalkAhead(
  services: Services,
  { signal }: Pick<Turn, 'signal'>,
  { planId, live, said, steps }: TalkBeside,
): Promise<PlanTalk | null> {
  const { gateway } = services
  if (said === null || steps.length === 0 || !gateway || isWithheldFromModels({ '': said.label }, live)) return said
  const spans = sentencesOf(said.text)
  const sentences = spans.map(([start, end]) => said.text.slice(start, end).trim())
  if (spans.length === 0 || spans.length > MOST_SENTENCES || said.text.length > LONGEST_TEXT) return said
  const { request, schema } = sayAheadPrompt({
    steps: [...new Set(steps.map(({ tool }) => `${tool}: ${titleOf(tool, live)}`))],
    sentences,
  })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'say-ahead', signal }, () =>
    gateway.askFor({ ...request, planId }, schema, { signal }),
  )
  const verdicts = reply?.value.sentences ?? []
  const ahead = spans.filter((_, index) => {
    const own = verdicts.filter(({ sentence }) => sentence === index + 1)
    return own.length === 1 && own.every(({ is }) => is === 'apart')
  })
  return ahead.length === 0 ? said : { ...said, ahead }
}

function titleOf(tool: string, live: AgentRuntime): string {
  return declarationOf(live, tool).title.replaceAll(/\{[^{}]*\}/gu, '…')
}

const SENTENCES = new Intl.Segmenter('und', { granularity: 'sentence' })

/** Where the sentences of a text stand, each within its line. */
function sentencesOf(text: string): readonly (readonly [start: number, end: number])[] {
  return [...text.matchAll(/[^\n]+/gu)].flatMap(({ 0: line, index: at }) =>
    [...SENTENCES.segment(line)]
      .filter(({ segment }) => segment.trim() !== '')
      .map(({ segment, index }) => [at + index, at + index + segment.length] as const),
  )
}
