import type { CitedSentence } from '../place/cited-text.ts'
import type { Checked } from '../sentence/check-sentence.ts'

/** A sentence of an answer, and whether it is an item of a list. */
export interface AnswerSentence extends CitedSentence {
  readonly isItem: boolean
  /** The language of its quotes, where it is in another. */
  readonly translatedFrom: string | null
}

/** What a model wrote, as it was checked. */
export interface WrittenSentence {
  readonly isItem: boolean
  readonly checked: Checked
}

/**
 * Puts an answer together of what is left of it, sentence by sentence, so that it reads the same while it is written and
 * when it is whole: in order, what leads a list in only with an item behind it, and without an "however" whose other half
 * was dropped.
 */
export class AnswerComposer {
  #lead: AnswerSentence | null = null
  #hasLost = false

  /** What is shown now that this sentence is there. */
  add({ isItem, checked }: WrittenSentence): readonly AnswerSentence[] {
    if (!checked.ok) {
      this.#hasLost = true
      return []
    }
    const { translatedFrom } = checked
    const sentence = { ...checked.sentence, isItem, translatedFrom }
    const text = this.#hasLost && !isItem ? withoutConnective(sentence.text) : sentence.text
    const lead = isItem && this.#lead ? [this.#lead] : []
    this.#lead = null
    this.#hasLost = false
    if (!isItem && text.endsWith(':')) {
      this.#lead = { ...sentence, text }
      return []
    }
    return [...lead, { ...sentence, text }]
  }
}

function withoutConnective(text: string): string {
  const rest = text.replace(CONNECTIVE, '')
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

const CONNECTIVE =
  /^(?:however|therefore|thus|hence|otherwise|instead|also|moreover|furthermore|in addition|additionally|besides|then|but|and|so|jedoch|allerdings|daher|deshalb|außerdem|zudem|sonst|andernfalls|dann|aber|und),?\s+/iu
