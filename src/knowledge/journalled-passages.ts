import { z } from 'zod'
import { LOOKUPS } from '#plan-language/values/lookups.ts'
import type { PlanCitation } from '#core/plan-citation.ts'
import type { JournalEntry } from '#plan-language/contract.ts'

const [SEARCH, QUOTE] = LOOKUPS

/** A passage as a program is given it. */
const Hit = z.object({
  id: z.string(),
  document: z.string(),
  version: z.int(),
  title: z.string(),
  heading: z.string(),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  /** 0 to 1, relative to the best. */
  score: z.number(),
})
export type Hit = Readonly<z.infer<typeof Hit>>

/** A quote as a program is given it. */
const Quoted = z.object({
  /** The document's own words. */
  text: z.string(),
  title: z.string(),
  heading: z.string(),
  passage: z.string(),
  document: z.string(),
  version: z.int(),
  start: z.int(),
  end: z.int(),
  /** Of the whole passage's text. */
  hash: z.string(),
})
export type Quoted = Readonly<z.infer<typeof Quoted>>

type Read = Pick<JournalEntry, 'tool' | 'answer'>

/** The quotes that a plan's program looked up, each once, as what it goes by. */
export function quotedIn(journal: readonly Read[]): readonly PlanCitation[] {
  const quotes = journal.flatMap(({ tool, answer }) => {
    const quoted = tool === QUOTE && answer.ok ? Quoted.safeParse(answer.value) : null
    return quoted?.success ? [citationOf(quoted.data)] : []
  })
  const keyOf = ({ passageId, span }: PlanCitation) => `${passageId} ${span.start} ${span.end}`
  return [...new Map(quotes.map((quote) => [keyOf(quote), quote])).values()]
}

function citationOf({ passage, text, document, title, version, start, end, hash }: Quoted): PlanCitation {
  return {
    passageId: passage,
    quote: text,
    document: { id: document, title, version },
    span: { start, end },
    textHash: hash,
  }
}

/** The passages that a plan's program found, in the order in which it did. */
export function foundIn(journal: readonly Read[]): readonly Hit[] {
  return journal.flatMap(({ tool, answer }) => {
    const found = tool === SEARCH && answer.ok ? z.array(Hit).safeParse(answer.value) : null
    return found?.success ? found.data : []
  })
}

/** The passages that an answer of one of the lookups holds. */
export function passagesIn(read: Read): readonly string[] {
  return [...foundIn([read]).map(({ id }) => id), ...quotedIn([read]).map(({ passageId }) => passageId)]
}

/** The passage that a quote is asked of, whether it was found or not; null for every other read. */
export function passageAskedOf({ tool, args }: Pick<JournalEntry, 'tool' | 'args'>): string | null {
  return tool === QUOTE && typeof args['passage'] === 'string' ? args['passage'] : null
}
