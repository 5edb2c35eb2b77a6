import { documentOf } from '#plan-language/values/label.ts'
import { foundIn, type Hit } from '#knowledge/journalled-passages.ts'
import type { Citation } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { parseJournal } from '#sealed-plan/journal.ts'

type Stretch = Pick<Citation, 'start' | 'end'>

/**
 * The quotes under what a plan says, where a message says it: on the quoted words where they stand in it, else on all of it.
 * A document that it was made of and that nothing was quoted from is cited by the passage that was found first. What hangs
 * on no document has none.
 */
export function messageCitations(
  text: string,
  plan: Pick<PlanRecord, 'said' | 'citations' | 'journal'>,
): readonly Citation[] {
  const { said, citations } = plan
  if (said === null || said.text === '') return []
  const start = text.indexOf(said.text)
  if (start === -1) return []
  const whole = { start, end: start + said.text.length }
  const madeOf = documentsIn(said.label.data)
  const hangsOn = new Set([...madeOf, ...documentsIn(said.label.ctrl)])
  if (hangsOn.size === 0) return []
  const quoted = citations.flatMap(({ textHash: _textHash, ...citation }) =>
    hangsOn.has(citation.document.id) ? [{ ...(wordsIn(text, citation.quote, whole) ?? whole), ...citation }] : [],
  )
  const named = new Set(quoted.map(({ document }) => document.id))
  const found = foundIn(parseJournal(plan.journal))
  const others = [...madeOf].flatMap((id) => (named.has(id) ? [] : (found.find((hit) => hit.document === id) ?? [])))
  return [...quoted, ...others.map((hit) => citationOf(hit, whole))].toSorted((one, other) => one.end - other.end)
}

function documentsIn(sources: readonly string[]): ReadonlySet<string> {
  return new Set(sources.flatMap((source) => documentOf(source) ?? []))
}

function wordsIn(text: string, words: string, within: Stretch): Stretch | null {
  const start = text.indexOf(words, within.start)
  return start === -1 || start + words.length > within.end ? null : { start, end: start + words.length }
}

function citationOf({ id, document, version, title, text, start, end }: Hit, at: Stretch): Citation {
  return { ...at, passageId: id, quote: text, document: { id: document, title, version }, span: { start, end } }
}
