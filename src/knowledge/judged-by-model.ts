import type { AttackClassifier } from '#models/contract.ts'

/** A stretch of a text, in UTF-16 units. */
interface Span {
  readonly start: number
  readonly end: number
}

/** Of one paragraph, what is judged in one go: models of this kind read some 500 tokens and cut off the rest. */
const MOST_CHARACTERS = 1_200

/** The paragraphs of a text that a classifier takes for attacks, but for those of which something is known already. */
export async function judgedByModel(
  classifier: AttackClassifier,
  { text, known }: { readonly text: string; readonly known: readonly Span[] },
  signal: AbortSignal,
): Promise<readonly Span[]> {
  const asked = [...piecesOf(text)].filter(
    (piece) => !known.some(({ start, end }) => start < piece.end && end > piece.start),
  )
  const texts = asked.map(({ start, end }) => text.slice(start, end))
  const verdicts = await classifier.areAttacks(texts, { signal })
  return asked.filter((_, at) => verdicts[at])
}

function* piecesOf(text: string): Generator<Span> {
  for (const { 0: paragraph, index } of text.matchAll(/\S[^]*?(?=\n[ \t]*\n|\s*$)/gu)) {
    const end = index + paragraph.length
    for (let start = index; start < end;) {
      const to = end - start > MOST_CHARACTERS ? start + lastBreak(text.slice(start, start + MOST_CHARACTERS)) : end
      if (/\p{L}{2}/u.test(text.slice(start, to))) yield { start, end: to }
      start = to
    }
  }
}

// Behind its last sentence, or else its last word: what is cut in two is read as neither.
function lastBreak(piece: string): number {
  const sentences = [...piece.matchAll(/(?<=[.!?])\s/gu)].at(-1)?.index
  const words = [...piece.matchAll(/\s/gu)].at(-1)?.index
  return (sentences ?? words ?? piece.length - 1) + 1
}
