import { composed } from '#text/compared-text.ts'
import type { CitedSentence } from '../place/cited-text.ts'
import type { AnswerDraft } from '../answer-draft.ts'
import { type Checked, checkSentence, type WrittenAnswerSentence } from '../sentence/check-sentence.ts'
import type { AnswerGround } from '../sentence/sentence-languages.ts'
import { AnswerComposer, type AnswerSentence } from './compose-answer.ts'
import type { WordStems } from '../sentence/word-stems.ts'

/** What is left of what a model wrote. */
export interface CheckedAnswer {
  readonly sentences: readonly AnswerSentence[]
  readonly dropped: readonly Dropped[]
}

/** A sentence that isn't shown, and its quotes, which stand in the documents; none where they don't. */
export type Dropped = Extract<Checked, { ok: false }> & { readonly text: string }

/**
 * What of checked sentences stays, in their places, once a model has judged what follows from its quotes. `writing`: null stands
 * for one that is judged when the answer is whole.
 */
export type Follows = (checked: readonly Checked[], when: 'writing' | 'whole') => Promise<readonly (Checked | null)[]>

/**
 * Checks the sentences of one reply, those that come together with one look at the database. While it is written each is
 * told to the draft as soon as it is checked; the whole goes the same way again, so that both say the same.
 */
export class AnswerChecks {
  readonly #ground: AnswerGround
  readonly #stems: Pick<WordStems, 'of'>
  readonly #follows: Follows
  readonly #draft: Pick<AnswerDraft, 'begin' | 'add'>
  #pending: WrittenAnswerSentence[] = []
  #composer = new AnswerComposer()
  /** Which try is being written: what of an earlier one is still being checked isn't shown. */
  #round = 0
  #isHeld = false
  #working: Promise<void> | null = null

  constructor(
    ground: AnswerGround,
    { stems, follows }: { readonly stems: Pick<WordStems, 'of'>; readonly follows: Follows },
    draft: Pick<AnswerDraft, 'begin' | 'add'>,
  ) {
    this.#ground = ground
    this.#follows = follows
    this.#stems = stems
    this.#draft = draft
  }

  /** A reply begins, anew where one broke off. */
  begin(): void {
    this.#round += 1
    this.#pending = []
    this.#isHeld = false
    this.#composer = new AnswerComposer()
    this.#draft.begin()
  }

  /** A sentence is whole. */
  add(sentence: WrittenAnswerSentence): void {
    this.#pending.push(sentence)
    this.#working ??= this.#work().finally(() => (this.#working = null))
  }

  /** The whole reply, once nothing of it is being checked any more. */
  async finish(sentences: readonly WrittenAnswerSentence[]): Promise<CheckedAnswer> {
    this.#round += 1
    await this.#working
    const composer = new AnswerComposer()
    const checked = await this.#check(sentences, 'whole')
    return {
      sentences: checked.flatMap(({ isItem, result }) => (result ? composer.add({ isItem, checked: result }) : [])),
      dropped: checked.flatMap(({ text, result }) => (result && !result.ok ? [{ ...result, text }] : [])),
    }
  }

  // What comes while the database is asked waits for the next look.
  async #work(): Promise<void> {
    while (this.#pending.length > 0) {
      const round = this.#round
      const sentences = this.#pending.splice(0)
      // A database that is away is told of when the whole is checked.
      const checked = await this.#check(sentences, 'writing').catch(() => [])
      for (const each of checked) if (round === this.#round) this.#tell(each)
    }
  }

  // What comes behind one that isn't judged yet waits with it.
  #tell({ isItem, result }: { readonly isItem: boolean; readonly result: Checked | null }): void {
    this.#isHeld ||= result === null
    if (result === null || this.#isHeld) return
    for (const sentence of this.#composer.add({ isItem, checked: result })) this.#draft.add(sentence)
  }

  async #check(sentences: readonly WrittenAnswerSentence[], when: 'writing' | 'whole') {
    if (sentences.length === 0) return []
    const passages = sentences.flatMap(({ quotes }) =>
      quotes.flatMap(({ passage }) => this.#ground.stretches[passage - 1] ?? []),
    )
    const stems = await this.#stems.of([
      ...sentences.map(({ text }) => text),
      ...new Set(passages.flatMap(({ text, heading, document }) => [text, heading, document.title])),
    ])
    const own = sentences.map((sentence) => checkSentence(sentence, this.#ground, stems))
    const results = await this.#follows(own, when)
    return sentences.map(({ text, item }, at) => ({ text, isItem: item, result: results[at] ?? null }))
  }
}

/** The quotes of sentences that aren't shown, each once, in the documents' own words. */
export function quotesOf(dropped: readonly Dropped[], most: number): readonly CitedSentence[] {
  const seen = new Set<string>()
  return dropped
    .flatMap(({ evidence }) => evidence)
    .filter(({ passageId, quote }) => {
      const key = `${passageId} ${quote}`
      const isNew = !seen.has(key)
      seen.add(key)
      return isNew
    })
    .slice(0, most)
    .map((evidence) => ({ text: composed(evidence.quote).replaceAll(/\s+/gu, ' ').trim(), evidence: [evidence] }))
}
