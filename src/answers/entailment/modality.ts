import type { Check } from './complaint.ts'
import { type Mark, type MarkPattern, marksIn } from './marks.ts'

type Modality = 'must' | 'should' | 'will' | 'may'

const PATTERNS: readonly MarkPattern<Modality>[] = [
  {
    kind: 'must',
    words:
      "must(?!n)|(?<!n['’]t |not |nicht )(?:have to|has to|had to)|required to|is required|are required|obliged to|mandatory|shall|muss|müssen|musst|müsst|verpflichtet|zwingend",
  },
  { kind: 'should', words: 'should|ought to|needs? to|recommended|sollen|soll|sollten|sollte|please|bitte' },
  { kind: 'will', words: 'will|going to|wird|werden|certainly|definitely|sicher|bestimmt' },
  {
    kind: 'may',
    words:
      'may|might|could|can|possibly|perhaps|maybe|probably|likely|kann|können|könnte[n]?|darf|dürfen|vielleicht|möglicherweise|wahrscheinlich',
  },
]
const RANK: Readonly<Record<Modality, number>> = { may: 1, should: 2, will: 3, must: 3 }

/** Modality is kept: "may", "should" and "must" as the quotes have them. */
export const keepsModality: Check = ({ text }, support, stems) => {
  const said = marksIn(text, PATTERNS, stems)
  const given = support.quotes.flatMap((quote) => marksIn(quote, PATTERNS, stems))
  for (const mark of said) {
    const here = given.filter((other) => isOfOne(mark, other))
    const enough = (other: Mark<Modality>) => RANK[other.kind] >= RANK[mark.kind]
    if (here.length > 0 ? here.some(enough) : mark.kind === 'may' || mark.kind === 'will' || given.some(enough))
      continue
    if (mark.kind === 'should' && support.quotes.some((quote) => isInstruction(quote))) continue
    return { code: 'modality', at: mark.at }
  }
  for (const mark of given) {
    if (!UNSURE.test(mark.at) || mark.before.length === 0 || !support.saysAlone(mark)) continue
    if (!said.some(({ kind }) => kind === 'may' || kind === 'should')) return { code: 'modality', at: mark.at }
  }
  return null
}

/** Without these, what follows is said to be so. "You can return it" may become "return it". */
const UNSURE =
  /^(?:may|might|could|possibly|perhaps|maybe|probably|likely|könnten?|vielleicht|möglicherweise|wahrscheinlich)$/iu

function isOfOne({ before }: Mark<Modality>, other: Mark<Modality>): boolean {
  return before.some((stem) => other.before.includes(stem))
}

// "Send us the order number": what is told to be done should be done.
function isInstruction(quote: string): boolean {
  return /^(?:please\s+)?\p{Lu}\p{Ll}+\s+(?:the|your|us|it|them|a|an|any|this|that|each|all|in|to|with)\b/u.test(
    quote.trim(),
  )
}
