import type { MessageView } from '#contract/message.ts'
import type { KeyQuestion } from './key.ts'

export const GRADES = ['right', 'shown', 'near', 'wrong', 'absent', 'off'] as const
/**
 * `right`: answered, or rightly said not to be there. `shown`: what is right, shown as the nearest place and no more than
 * that. `near`: the nearest place is of a page that answers, and what is shown of it doesn't. `wrong`: said in a sure tone,
 * and not so. `absent`: said not to be there, though it is. `off`: nothing that helps, and no claim: a place shown as the
 * nearest that isn't, a question back.
 */
export type Grade = (typeof GRADES)[number]

/** How an answer was given: as the answer, as the nearest place, as a question back, or that it isn't there. */
export type Tone = 'sure' | 'nearest' | 'asks' | 'absent'

export interface Given {
  readonly tone: Tone
  readonly text: string
  /** Titles of what it cites. */
  readonly titles: readonly string[]
}

type Parts = MessageView['parts']

/** What a message says, and in which tone. */
export function givenBy(parts: Parts): Given {
  const quoted = parts.flatMap((part) => (part.type === 'text' ? [part] : []))
  const choices = parts.flatMap((part) => (part.type === 'choices' ? part.choices : []))
  const said = [...parts.flatMap((part) => ('text' in part ? [part.text] : [])), ...choices.map(({ label }) => label)]
  const titles = quoted.flatMap(({ citations }) => citations.map(({ document }) => document.title))
  const tone = toneOf(parts, titles.length > 0)
  return { tone, text: said.join('\n').replaceAll(/\s+/gu, ' '), titles: [...new Set(titles)] }
}

function toneOf(parts: Parts, isQuoted: boolean): Tone {
  if (parts.some((part) => part.type === 'notice' && part.code === 'not-in-documents')) return 'absent'
  if (parts.some(isDoubt)) return 'nearest'
  if (isQuoted) return 'sure'
  return 'asks'
}

// The agent's own words before a quote that it doesn't call the answer.
function isDoubt(part: Parts[number]): boolean {
  return part.type === 'own-words' && part.template.startsWith('nearest')
}

/** How good that is, by the key. */
export function gradeOf(question: KeyQuestion, { tone, text, titles }: Given): Grade {
  const { must, wrong, from, near } = question
  const isAbsent = must.length === 0
  if (tone === 'absent') return isAbsent ? 'right' : 'absent'
  const isFrom = (pages: readonly string[]) => pages.some((page) => titles.some((title) => title.includes(page)))
  const isRight =
    !isAbsent &&
    must.every((pattern) => pattern.test(text)) &&
    !wrong.some((pattern) => pattern.test(text)) &&
    (from.length === 0 || isFrom(from))
  if (tone === 'sure') return isRight ? 'right' : 'wrong'
  if (tone === 'asks') return [...from, ...near].some((page) => text.includes(page)) ? 'near' : 'off'
  if (isRight) return 'shown'
  return isFrom([...from, ...near]) ? 'near' : 'off'
}
