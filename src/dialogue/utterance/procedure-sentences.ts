import type { Agent, NamedPlaybook } from '#agents/contract.ts'
import { askingSpans, saysMore } from './bearing.ts'
import { sentencesIn } from '../forms/tokens.ts'
import { languageOf } from '../language-of.ts'
import { hasCorrection } from '../language.ts'
import type { Span } from '../span.ts'
import { wishWords } from './wish.ts'
import { findPattern } from '../find-phrases.ts'

/**
 * The words of a message that a procedure's values may be read from, each in its place: what a sentence names that asks for
 * nothing of it is no object of another sentence's verb ("Renew L102. The fine on L103 was high"), unless it corrects it.
 */
export function procedureSentences(typed: string, playbook: NamedPlaybook, agent: Agent, code: string): string {
  const sentences = sentencesIn(typed)
  const asking = askingSpans(typed, playbook, agent.languages)
  const names = (spans: readonly Span[], pattern: string) =>
    spans.some(({ start, end }) => findPattern(pattern, typed.slice(start, end)).length > 0)
  const own = Object.values(playbook.slots).flatMap((slot) =>
    slot.type === 'pattern' && !slot.optional && names(asking, slot.pattern) ? [slot.pattern] : [],
  )
  const language = languageOf(agent, code)
  const isOthers = (sentence: Span) => {
    const words = typed.slice(sentence.start, sentence.end)
    return (
      !asking.some(({ start }) => start === sentence.start) &&
      own.some((pattern) => names([sentence], pattern)) &&
      !hasCorrection(words, language) &&
      saysMore(words, agent.languages)
    )
  }
  const kept = sentences.filter((sentence) => !isOthers(sentence))
  return kept.length === sentences.length ? typed : wishWords(typed, kept)
}
