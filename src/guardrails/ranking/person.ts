/** Who does what is asked about, and how a sentence says that they do and that the others do. English and German. */
const PERSONS = [
  {
    asked: /\b(?:do|can|may|must|should|could|have|am|will)\s+(?:I|we)\b|(?<!\p{L})(?:ich|wir)(?!\p{L})/iu,
    same: /\byou\b|(?<!\p{L})(?:Sie|du|ihr|man)(?!\p{L})/u,
    other: /^(?:we|our)\b|^(?:wir|unsere?)(?!\p{L})/iu,
  },
  {
    asked: /\b(?:do|can|may|must|should|could|have|are|will)\s+you\b|(?<!\p{L})(?:Sie|ihr)(?!\p{L})/u,
    same: /\b(?:we|our|us)\b|(?<!\p{L})(?:wir|uns\p{L}*)(?!\p{L})/iu,
    other: /^you\b|^(?:Sie|du)(?!\p{L})/iu,
  },
]

/** What a sentence says of who does what is asked: “how long do I have” is answered to “you”, “do you ship” by “we”. */
export function personAskedBy(
  question: string,
): (sentence: string) => { readonly same: boolean; readonly other: boolean } {
  const person = PERSONS.find(({ asked }) => asked.test(question))
  return (sentence) => {
    const same = person?.same.test(sentence) ?? false
    return { same, other: !same && person?.other.test(sentence) === true }
  }
}
