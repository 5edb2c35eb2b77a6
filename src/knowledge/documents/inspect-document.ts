import type { AttackClassifier } from '#models/contract.ts'
import { yieldingToEventLoop } from '#memory/documents/yield-to-event-loop.ts'
import { findInjections, looksLikeInjection } from '#guardrails/screening/prompt-injection.ts'
import { MARKDOWN, type NewDocument, type ParsedFrom, storable } from '#memory/documents/prepare-document.ts'
import { judgedByModel } from '../judged-by-model.ts'

/** Which inspection this is. Counted up when it finds other things: what is stored is then looked at anew. */
export const INSPECTION = 4

/** The same with what a configured classifier of attacks says, as its own inspection: looked at anew once there is one. */
export const INSPECTION_BY_MODEL = 1000 + INSPECTION

export const INSTRUCTION_LIKE = 'instruction-like'

/** Places that are told of one document; whoever sees so many needs no more. */
const MOST_FOUND = 200
/** Of a text without empty lines, what is looked at in one go. */
const BLOCK_CHARACTERS = 4_000

type Finding = ParsedFrom['findings'][number]

/**
 * A document with what in it reads like orders to a model, in its title, its text and what its readers don't see, among
 * its findings. That is shown to people and carried on; nothing that an agent does depends on it.
 */
export async function inspected(document: NewDocument, signal: AbortSignal): Promise<NewDocument> {
  const { parsed = MARKDOWN } = document
  const text = storable(document.text)
  const { title } = document
  const findings = [...(await instructionsIn({ title, text }, parsed.findings, { signal })), ...parsed.findings]
  return { ...document, text, parsed: { ...parsed, findings }, inspection: INSPECTION }
}

/**
 * What in a stored text, in its title and in what was noticed about it, reads like orders to a model. A classifier of attacks
 * says it in the place of our own; what our patterns know stays. Throws `classifier-unavailable`.
 */
export async function instructionsIn(
  { title, text }: Pick<NewDocument, 'title' | 'text'>,
  noticed: readonly Finding[],
  { classifier = null, signal }: { readonly classifier?: AttackClassifier | null; readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const own = await yieldingToEventLoop(findingInstructions(text, classifier !== null), signal)
  const judged = classifier ? await foundByModel(classifier, text, own, signal) : []
  const found = [...own, ...judged].toSorted((one, other) => (one.start ?? 0) - (other.start ?? 0))
  const unseen = noticed.flatMap((finding) => (finding.start === null ? [finding.text] : [])).filter(looksLikeInjection)
  const outside = [...(titleGivesOrders(title, text) ? [title] : []), ...unseen].map((words) => ({
    kind: INSTRUCTION_LIKE,
    text: words,
    start: null,
    end: null,
  }))
  return [...found, ...outside].slice(0, MOST_FOUND)
}

// The first heading was looked at with the text. What merely resembles an order is too often right for a title: "What is
// this?".
function titleGivesOrders(title: string, text: string): boolean {
  return !text.includes(title) && findInjections(title).some(({ found }) => found === 'pattern')
}

function* findingInstructions(text: string, byPatterns: boolean): Generator<void, readonly Finding[]> {
  const found: Finding[] = []
  for (const { start, block } of blocksOf(text)) {
    for (const span of findInjections(block)) {
      if (byPatterns && span.found !== 'pattern') continue
      const from = start + span.start
      const to = sentenceEnd(text, start + span.end)
      // A sentence that gives two orders is one place.
      if (from < (found.at(-1)?.end ?? 0)) continue
      found.push({ kind: INSTRUCTION_LIKE, text: text.slice(from, to), start: from, end: to })
    }
    if (found.length >= MOST_FOUND) break
    yield
  }
  return found
}

async function foundByModel(
  classifier: AttackClassifier,
  text: string,
  own: readonly Finding[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const known = own.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }]))
  const judged = await judgedByModel(classifier, { text, known }, signal)
  return judged.map(({ start, end }) => ({ kind: INSTRUCTION_LIKE, text: text.slice(start, end), start, end }))
}

// What is asked for stands behind the words that were found.
function sentenceEnd(text: string, from: number): number {
  const rest = /^[^.!?\n]{0,160}[.!?]?/u.exec(text.slice(from, from + 200))?.[0] ?? ''
  const isOver = /[.!?\n]/u.test(text.charAt(from - 1))
  return isOver ? from : from + rest.trimEnd().length
}

// An order stands in a paragraph, so each is looked at by itself.
function* blocksOf(text: string): Generator<{ readonly start: number; readonly block: string }> {
  let start = 0
  const ends = [...text.matchAll(/\n[ \t]*(?=\n)/gu)].map(({ index }) => index)
  for (const end of [...ends, text.length]) {
    for (; start < end; start = Math.min(end, start + BLOCK_CHARACTERS)) {
      yield { start, block: text.slice(start, Math.min(end, start + BLOCK_CHARACTERS)) }
    }
  }
}
