import { contentWords } from '#text/content-words.ts'

/** How much of what two questions speak of is the same, so that they are one. */
const ALIKE = 0.5

/** Questions that ask for nearly the same, together, in the order in which their first comes. English. */
export function alikeQuestions<Question extends { readonly text: string }>(
  questions: readonly Question[],
): readonly (readonly Question[])[] {
  const groups: { readonly stems: ReadonlySet<string>; readonly questions: Question[] }[] = []
  for (const question of questions) {
    const stems = new Set(contentWords(question.text).map(({ stem }) => stem))
    const group = groups.find((other) => likeness(other.stems, stems) >= ALIKE)
    if (group) group.questions.push(question)
    else groups.push({ stems, questions: [question] })
  }
  return groups.map((group) => group.questions)
}

function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const both = left.intersection(right).size
  const all = left.size + right.size - both
  return all === 0 ? 1 : both / all
}
