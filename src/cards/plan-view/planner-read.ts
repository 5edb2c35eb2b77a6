import type { PlannerReadView } from '#contract/effect.ts'
import { looksLikeInjection } from '#guardrails/screening/prompt-injection.ts'
import { leaves, type Json } from '#core/json.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { shownIn } from '#sealed-plan/shown-values.ts'
import { keptName, thingOf, type Naming } from '../origins/kept-name.ts'
import type { OriginReader } from '../origins/origin.ts'
import { speechOf, type ViewedAgent } from '../titles/viewed-agent.ts'

/** Names of one sentence; of more, how many more. */
const MOST_NAMES = 3

/**
 * What the planner was shown before it wrote a plan, for the card: where it stood, in words, and the words themselves, whole,
 * since every step hangs on them. They come from what was sealed. Null where it was shown nothing.
 */
export function plannerRead(
  plan: Pick<PlanRecord, 'refs' | 'shownReads'>,
  live: ViewedAgent,
  reader: OriginReader,
): PlannerReadView | null {
  const shown = Object.values(shownIn(plan.refs))
  if (shown.length === 0) return null
  const { say, list } = speechOf(live)
  const reads = parseJournal(plan.shownReads)
  const excerpts = shown.map(({ value }) => {
    const from = namesOf(value, reads, { live, reader })
    const words = from.length === 0 ? [say('what it looked up')] : from
    return { from: list(words), before: textOf(value), marked: '', after: '' }
  })
  const what = list([...new Set(excerpts.map(({ from }) => from))])
  const others = excerpts.some(({ before }) => looksLikeInjection(before))
    ? [say('some of it reads like orders to a model')]
    : []
  const origin = say('The planner read {what} before it wrote this', { what })
  return { origin, kind: 'unchecked', others, unchecked: true, excerpts }
}

// A text is named by where it stands in what was read; what was put together of several by the reads themselves.
function namesOf(value: Json, reads: readonly JournalEntry[], naming: Naming): readonly string[] {
  const found = textsIn(value).flatMap((text) => placesOf(text, reads, naming))
  // "the subject in Bob's message" says no more than Bob's message does.
  const whole = found.filter((name) => !found.some((other) => other !== name && name.endsWith(` ${other}`)))
  const names = [...new Set(whole.length > 0 ? whole : reads.map((read) => thingOf(read, naming)))]
  const { say } = speechOf(naming.live)
  if (names.length <= MOST_NAMES) return names
  const words = names.slice(0, MOST_NAMES - 1)
  return [...words, say('{count} more', { count: names.length - words.length })]
}

// What stands in several places, as a name or a date does, isn't from any of them.
function placesOf(text: string, reads: readonly JournalEntry[], naming: Naming): readonly string[] {
  const names = reads.flatMap((read) =>
    [...leaves(read.answer.ok ? read.answer.value : null)].flatMap(([pointer, leaf]) =>
      leaf === text ? [keptName({ text, span: null, at: { read, pointer } }, naming).words] : [],
    ),
  )
  return names.length === 1 ? names : []
}

// Names, dates and ids stand in many places; what says something is longer.
const SHORTEST_TEXT = 20

function textsIn(value: Json): readonly string[] {
  const texts = [...leaves(value)].flatMap(([, leaf]) => (typeof leaf === 'string' ? [leaf] : []))
  const telling = texts.filter((text) => text.length >= SHORTEST_TEXT)
  return telling.length > 0 ? telling : texts
}

// Field by field, each on its line, as JSON is nothing to read.
function textOf(value: Json): string {
  if (typeof value === 'string') return value
  return [...leaves(value)]
    .map(([pointer, leaf]) => {
      const name = pointer.split('/').findLast((token) => token !== '' && !/^\d+$/u.test(token))
      const text = typeof leaf === 'string' ? leaf : JSON.stringify(leaf)
      return name === undefined ? text : `${name}: ${text}`
    })
    .join('\n')
}
