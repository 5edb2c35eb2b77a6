import { contentWords, stems } from '#text/content-words.ts'

const ASKS_WHO =
  /(?<!\p{L})(?:who|wer)(?:['’]s)?\s+(?:(?:will|would|has|have|had|must|can|should|is|are)\s+(?:to\s+)?)?(\p{L}+)/iu
/** Who does something in a sentence, and the word after. */
const DOES =
  /(?<!\p{L})(?:we|you|they|wir|Sie)\s+(?:(?:will|can|must|may|have|always|also|never)\s+(?:to\s+)?)?(\p{L}+)/giu

/** Tells of a sentence whether it says who does what a question asks the doer of: "who pays …" and "we pay …". */
export function doerAskedBy(question: string): (sentence: string) => boolean {
  const deeds = new Set(contentWords(ASKS_WHO.exec(question)?.[1] ?? '').flatMap(({ own, stem }) => [own, stem]))
  if (deeds.size === 0) return () => false
  return (sentence) => [...sentence.matchAll(DOES)].some(([, deed = '']) => !stems(deed).isDisjointFrom(deeds))
}
