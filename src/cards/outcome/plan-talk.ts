import type { Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { coversSaid } from '#sealed-plan/document.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { originOf } from '../origins/origin.ts'
import { originsFor } from '../origins/origins-for.ts'
import { messageCitations } from './message-citations.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

/** What a plan says beside its steps, in two: what is told at once, and what waits until all of them are done. */
export interface DividedTalk {
  readonly ahead: string | null
  readonly later: string | null
}

const NOTHING: DividedTalk = { ahead: null, later: null }

/**
 * Divides what a plan says beside its steps, by the sentences that were found to have nothing to do with them when the plan was
 * made. Everything else waits.
 */
export function planTalk(plan: PlanRecord): DividedTalk {
  const { said, effects } = plan
  if (said === null || effects.length === 0 || plan.asking || !coversSaid(plan)) return NOTHING
  const isAhead = (at: number) => (said.ahead ?? []).some(([start, end]) => start <= at && at < end)
  return { ahead: kept(said.text, isAhead), later: kept(said.text, (at) => !isAhead(at)) }
}

/** What is told at once, as a part of the answer in its requester's conversation; none where that is nothing. */
export function aheadParts(plan: PlanRecord, live: ViewedAgent): readonly Part[] {
  const { ahead } = planTalk(plan)
  if (ahead === null) return []
  const text = withOrigin(ahead, plan, live).join('\n')
  return [{ type: 'text', text, citations: citationsOf(text, ahead, plan) }]
}

/** The quotes under a stretch of what a plan says, where a message says that. */
export function citationsOf(text: string, words: string | null, plan: PlanRecord): ReturnType<typeof messageCitations> {
  return words === null || plan.said === null
    ? []
    : messageCitations(text, { ...plan, said: { ...plan.said, text: words } })
}

/** Words that a plan says, with where they come from where nobody vouches for them, and that they were written before an edit. */
export function withOrigin(words: string, plan: PlanRecord, live: ViewedAgent): readonly string[] {
  const { said, requester, requesterName } = plan
  if (said === null) return []
  const { say, list } = speechOf(live)
  const reader = { id: requester, name: requesterName, email: null, seesAll: false }
  const origins = originsFor(plan, parseJournal(plan.journal), live, reader)
  const { text, others, unchecked } = originOf(said.text, said.label, origins)
  const edited = (plan.edits?.changes.length ?? 0) > 0 ? [`(${say('Written before somebody changed a step')}.)`] : []
  return [words, ...(unchecked ? [`(${list([text, ...others])}.)`] : []), ...edited]
}

// Line by line, so that what is kept stands as it stood.
function kept(text: string, isKept: (at: number) => boolean): string | null {
  const left = text.split('').filter((unit, at) => unit === '\n' || isKept(at))
  const rests = left.join('').split('\n')
  const lines = text.split('\n').flatMap((line, index) => {
    const rest = (rests[index] ?? '').trimEnd()
    return rest === '' && line.trim() !== '' ? [] : [rest]
  })
  const all = lines.join('\n').trim()
  return all === '' ? null : all
}
