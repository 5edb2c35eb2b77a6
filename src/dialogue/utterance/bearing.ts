import { aboutOf, type About, type Form } from '../forms/about.ts'
import { closedWords } from '../forms/closed-words.ts'
import { formsOf } from '../forms/all-forms.ts'
import type { FormWords } from '../forms/form-words.ts'
import { clausesIn, coreOf, phraseAt, sentencesIn, tokensOf, type Token } from '../forms/tokens.ts'
import type { Span } from '../span.ts'

/** What a message that is like a procedure and isn't nothing but its wish does with it. */
export type Bearing =
  /** It may be asked for: whoever wrote it says yes first. `asks`: something in it is a form of asking. */
  | { readonly is: 'perhaps'; readonly asks: boolean }
  /** It is asked about. */
  | { readonly is: 'question' }
  /** It isn't wanted. */
  | { readonly is: 'denied' }

/** How a message bears on the deed of a playbook, by its form alone. It begins nothing. */
export function bearingOn(typed: string, playbook: Form, languages: readonly string[]): Bearing {
  if (formsOf(languages).some((words) => isDenied(typed, words, playbook))) return { is: 'denied' }
  const asks = asksForSomething(typed, languages) || isCommandTo(typed, playbook, languages)
  return !asks && isAsking(typed, languages) ? { is: 'question' } : { is: 'perhaps', asks }
}

/** Whether anything in a message is a form of asking for something: "please", "I want", "could you". */
export function asksForSomething(typed: string, languages: readonly string[]): boolean {
  return formsOf(languages).some((words) =>
    clausesIn(tokensOf(typed, {}), words).some((clause) => asksIn(clause, words)),
  )
}

/** Whether a sentence of it begins with what a procedure is commanded with: "refund it". */
export function isCommandTo(typed: string, playbook: Form, languages: readonly string[]): boolean {
  return formsOf(languages).some((words) => {
    const { commands } = aboutOf(playbook, words)
    return sentencesIn(typed).some(({ start, end }) => {
      const sentence = typed.slice(start, end)
      const [first] = coreOf(tokensOf(sentence, {}), words)
      return first !== undefined && commands.has(first.word) && !/\?\W*$/u.test(sentence)
    })
  })
}

/** Whether words ask for what one of the procedures does: as it is commanded, or by a form of asking and a word for it. */
export function asksForDeed(typed: string, { languages, playbooks }: Deeds): boolean {
  if (playbooks.some((playbook) => isCommandTo(typed, playbook, languages))) return true
  if (!asksForSomething(typed, languages)) return false
  return formsOf(languages).some((words) =>
    playbooks.some((playbook) => {
      const about = aboutOf(playbook, words)
      return tokensOf(typed, playbook.slots).some(({ word, kind }) => kind === 'word' && isHead(word, about, words))
    }),
  )
}

function isHead(word: string, { heads }: About, words: FormWords): boolean {
  return heads.has(word) && !closedWords(words).has(word)
}

interface Deeds {
  readonly languages: readonly string[]
  readonly playbooks: readonly Form[]
}

/** Where a message asks for something, sentence by sentence. */
export function askingSpans(typed: string, playbook: Form, languages: readonly string[]): readonly Span[] {
  return sentencesIn(typed).filter(({ start, end }) => {
    const sentence = typed.slice(start, end)
    return asksForSomething(sentence, languages) || isCommandTo(sentence, playbook, languages)
  })
}

/** The clauses of a message that ask for something, as they were typed: by a form of asking, or as a procedure is commanded. */
export function askingClauses(typed: string, { languages, playbooks }: Deeds): readonly string[] {
  const clauses = formsOf(languages).flatMap((words) => {
    const abouts = playbooks.map((playbook) => aboutOf(playbook, words))
    return clausesIn(tokensOf(typed, {}), words).filter((clause) => {
      const first = coreOf(clause, words)[0]?.word ?? ''
      return asksIn(clause, words) || abouts.some(({ commands }) => commands.has(first))
    })
  })
  return [...new Set(clauses.map((clause) => typed.slice(clause[0]?.start, clause.at(-1)?.end)))]
}

/** Whether a message asks what is so: one of its sentences is a question. */
export function isAsking(typed: string, languages: readonly string[]): boolean {
  return sentencesIn(typed).some(({ start, end }) => isQuestion(typed.slice(start, end), languages))
}

/** Whether a sentence is a question, by how it begins or ends. */
export function isQuestion(sentence: string, languages: readonly string[]): boolean {
  if (/\?\W*$/u.test(sentence)) return true
  return formsOf(languages).some((words) =>
    words.questions.includes(coreOf(tokensOf(sentence, {}), words)[0]?.word ?? ''),
  )
}

/** Whether a sentence asks what is so in general, in a form that no deed beside it hangs on: "how long does it take?" */
export function isFactualQuestion(sentence: string, languages: readonly string[]): boolean {
  return formsOf(languages).some((words) => {
    const core = coreOf(tokensOf(sentence, {}), words)
    const asked = core.slice(phraseAt(core, 0, words.asksToTell))
    return asked.length >= LEAST_WORDS && phraseAt(asked, 0, words.factual) > 0
  })
}

/** Whether words are a whole question, beside others: they begin as one. */
export function beginsAsQuestion(words: string, languages: readonly string[]): boolean {
  return formsOf(languages).some((forms) => {
    const core = coreOf(tokensOf(words, {}), forms)
    return (
      core.length >= LEAST_WORDS &&
      (forms.questions.includes(core[0]?.word ?? '') || phraseAt(core, 0, forms.factual) > 0)
    )
  })
}

/** Whether a sentence says something beside what it names: more than "it is A31". */
export function saysMore(sentence: string, languages: readonly string[]): boolean {
  return formsOf(languages).every(({ small, tells, before, after, please }) =>
    tokensOf(sentence, {}).some(
      ({ word }) => !/\p{N}/u.test(word) && ![small, tells, before, after, please].some((list) => list.includes(word)),
    ),
  )
}

/** Where in a clause a factual question begins that a few words lead to: "just wondering how long …"; null where none does. */
export function factualIn(clause: string, languages: readonly string[]): number | null {
  for (const words of formsOf(languages)) {
    const tokens = tokensOf(clause, {})
    const at = tokens.findIndex((_, place) => phraseAt(tokens, place, words.factual) > 0)
    if (at >= 0 && at <= MOST_LEADING && tokens.length - at >= LEAST_WORDS) return tokens[at]?.start ?? null
  }
  return null
}

/** More words say something themselves. */
const MOST_LEADING = 4

/** Fewer words are no question by themselves: "when?" */
const LEAST_WORDS = 3

// "Don't refund A12", and a "no" or "forget it" behind what is asked for; not what only tells: "the lamp doesn't work".
function isDenied(typed: string, words: FormWords, playbook: Form): boolean {
  const about = aboutOf(playbook, words)
  const clauses = clausesIn(tokensOf(typed, playbook.slots), words)
  const last = clauses.findLastIndex((clause) => denies(clause, words, about) !== null)
  const denied = clauses[last]
  if (!denied) return false
  const kind = denies(denied, words, about)
  // "Don't refund it, I want to keep it" asks for no deed.
  const isForDeed = (clause: readonly Token[]) =>
    clause.some(({ kind: each, word }) => each === 'value' || isHead(word, about, words))
  // "Refund A12, no, A31" says which it is.
  const isCorrected = clauses.some(
    (clause, at) =>
      at > last && clause.some((token) => token.kind === 'value') && denies(clause, words, about) === null,
  )
  if (kind === 'all' && isCorrected) return false
  const isAsked = clauses.some(
    (clause, at) =>
      (kind === 'deed' ? at !== last : at > last) &&
      denies(clause, words, about) === null &&
      ((asksIn(clause, words) && isForDeed(clause)) || about.commands.has(coreOf(clause, words)[0]?.word ?? '')),
  )
  return !isAsked
}

function denies(clause: readonly Token[], words: FormWords, { names }: About): 'deed' | 'all' | null {
  const places = clause.flatMap(({ word }, at) => (words.denies.includes(word) ? [at] : []))
  if (places.length === 0) return null
  const isDeed = clause.some(({ word }, at) => names.has(word) && places.some((place) => Math.abs(place - at) <= FAR))
  if (isDeed) return 'deed'
  const empty = [
    ...words.denies,
    ...words.small,
    ...words.before,
    ...words.after,
    ...words.tells,
    ...words.please,
    ...words.hesitates,
  ]
  return clause.every(({ word }) => empty.includes(word)) ? 'all' : null
}

/** Words between a deed and what denies it. */
const FAR = 6

function asksIn(clause: readonly Token[], words: FormWords): boolean {
  const isIn = (phrases: readonly string[]) => clause.some((_, at) => phraseAt(clause, at, phrases) > 0)
  if (clause.some(({ word }) => words.denies.includes(word))) return false
  // "When can I have it" asks when.
  const isHoping = phraseAt(coreOf(clause, words), 0, words.hopes) > 0
  return isHoping || [words.please, words.asks, words.askingYou].some(isIn)
}
