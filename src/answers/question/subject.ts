import { stems } from '#text/content-words.ts'
import type { RankedPassage } from '../place/cited-text.ts'

/**
 * Found passages without those about something else: where a title or heading names what the question names
 * ("Purple account"), a passage whose title names less of it ("Green account") stays only if its own text says the rest.
 * Where the question's names stand in titles ("in Leeds"), what has fewer of them goes. `subjects` are names that the agent's folder lists: a passage that has none of one that is asked about goes, where another has it.
 */
export function heldToSubject<P extends RankedPassage>(
  question: string,
  passages: readonly P[],
  subjects: readonly string[] = [],
): readonly P[] {
  const asked = stems(question)
  const known = passages.map((passage) => {
    const named = stems(`${passage.document.title} ${passage.heading}`)
    return { passage, said: stems(passage.text), named: new Set([...asked].filter((stem) => named.has(stem))) }
  })
  const titles = known.map(({ passage }) => stems(passage.document.title))
  const required = subjects
    .map((subject) => [...stems(subject)])
    .filter((words) => words.every((word) => asked.has(word)))
  const titled = namesIn(question)
    .flatMap((name) => [...stems(name)])
    .filter((stem) => titles.some((title) => title.has(stem)))
  const hasAll = ({ said, named }: (typeof known)[number], words: readonly string[]) =>
    words.every((word) => said.has(word) || named.has(word))
  const countOf = (one: (typeof known)[number]) => titled.filter((stem) => hasAll(one, [stem])).length
  const most = Math.max(0, ...known.map(countOf))
  const about = known.filter((one) => required.every((words) => hasAll(one, words)) && countOf(one) === most)
  const rest = about.length > 0 ? about : known
  const kept = rest.filter(
    (one) =>
      one.named.size === 0 ||
      !rest.some(({ named }) => isWithin(one.named, named) && [...named].some((stem) => !hasAll(one, [stem]))),
  )
  return kept.map(({ passage }) => passage)
}

/** Names in a question: what is capitalised within a sentence, codes, and what the agent's folder lists. */
export function namesIn(question: string, subjects: readonly string[] = []): readonly string[] {
  const asked = stems(question)
  const listed = subjects.filter((subject) => [...stems(subject)].every((word) => asked.has(word)))
  const written = [
    ...question.matchAll(/(?<![.?!:]\s*|^\s*|[“"(])(?:\p{Lu}[\p{L}\p{N}-]+)|\b[\p{L}-]*\p{N}[\p{L}\p{N}-]*\b/gu),
  ]
  return [...listed, ...written.map(([word]) => word)].filter((word) => stems(word).size > 0)
}

function isWithin(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return others.size > some.size && [...some].every((stem) => others.has(stem))
}
