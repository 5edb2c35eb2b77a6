import type { NamedPlaybook } from '#agents/contract.ts'
import { correctedTyping } from '../utterance/spelling.ts'
import { ALL_FORMS } from './all-forms.ts'
import { closedWords, isClosed, isPast } from './closed-words.ts'
import type { FormWords } from './form-words.ts'
import { coreOf, phraseAt, tokensOf, type Token } from './tokens.ts'

/** What of a procedure its form goes by. */
export type Form = Pick<NamedPlaybook, 'title' | 'examples' | 'inLanguages' | 'slots'>

/** The words by which a procedure is asked for in one language, in the form in which they are compared. */
export interface About {
  /** Those of its title, but for what its slots are called. */
  readonly title: ReadonlySet<string>
  /** What its title and its examples ask with and for. */
  readonly words: ReadonlySet<string>
  readonly stems: ReadonlySet<string>
  /** What is asked for first, in a command or behind a form of asking. */
  readonly heads: ReadonlySet<string>
  /** What a command begins with, or, behind what it is done to, ends with. */
  readonly commands: ReadonlySet<string>
  /** What the deed itself is called, by which it can be turned down: "refund", "money". */
  readonly names: ReadonlySet<string>
}

const known = new WeakMap<Form['slots'], Map<FormWords, About>>()

/** What a procedure is about, by the words of its folder: of its examples those that tell nothing. */
export function aboutOf(playbook: Form, words: FormWords): About {
  const made = known.get(playbook.slots) ?? new Map<FormWords, About>()
  const about = made.get(words) ?? learnedFrom(playbook, words)
  known.set(playbook.slots, made.set(words, about))
  return about
}

/** Whether a word is one of them, also in another form. */
export function isAbout(word: string, { words: own, stems }: About, forms: FormWords): boolean {
  return (
    own.has(word) ||
    stemsOf(word, forms).some((stem) => stems.has(stem)) ||
    (!isClosed(word) && own.has(correctedTyping(word, own)))
  )
}

function learnedFrom(playbook: Form, words: FormWords): About {
  const { title, inLanguages, examples, slots } = playbook
  const titles = [title, ...Object.values(inLanguages ?? {}).map((each) => each.title)]
  const small = new Set(ALL_FORMS.flatMap((each) => each.small))
  const isContent = ({ kind, word }: Token) =>
    kind === 'word' && !small.has(word) && !isClosed(word) && !/\p{N}/u.test(word)
  const ofTitle = titles.flatMap((each) => tokensOf(each, {})).filter(({ word }) => !small.has(word))
  const clauses = examples
    .map((example) => tokensOf(example, slots))
    .filter((tokens) => isIn(tokens, words))
    .flatMap((tokens) => askingClauses(tokens, words))
  const own = new Set(
    [...ofTitle, ...clauses.flatMap(({ tokens }) => tokens.filter(isContent))].map(({ word }) => word),
  )
  const nouns = new Set(examples.flatMap((example) => afterArticles(tokensOf(example, slots))))
  const spoken = titles
    .map((each) => tokensOf(each, {}))
    .filter((tokens) => ALL_FORMS.find((each) => isIn(tokens, each)) === words)
  const ofTitles = spoken.flatMap((tokens) => commandIn(tokens, words) ?? [])
  const commands = clauses.flatMap(({ tokens, isAsked }) => (isAsked ? [] : (commandIn(tokens, words) ?? [])))
  const firsts = clauses.flatMap(({ tokens }) => tokens.find(isContent)?.word ?? [])
  const ofTitlesWords = new Set(ofTitle.map(({ word }) => word))
  return {
    names: new Set([...ofTitles, ...firsts.filter((word) => !commands.includes(word) && !ofTitlesWords.has(word))]),
    title: new Set(ofTitle.map(({ word }) => word)),
    words: own,
    stems: new Set([...own].flatMap((word) => stemsOf(word, words))),
    heads: new Set([...ofTitle.map(({ word }) => word), ...firsts, ...commands.filter((word) => own.has(word))]),
    commands: new Set([...ofTitles, ...commands.filter((word) => own.has(word) && !isPast(word) && !nouns.has(word))]),
  }
}

/** What a clause without a form of asking is begun with, or ended, where it begins with what is done to: "A12 erstatten". */
export function commandIn(tokens: readonly Token[], { small, isVerbLast }: FormWords): string | null {
  const [first] = tokens
  if (!first || tokens.length < 2) return null
  const isBehind = isVerbLast && (first.kind === 'value' || small.includes(first.word))
  return (isBehind ? tokens.findLast(({ kind }) => kind !== 'value') : first)?.word ?? null
}

function afterArticles(tokens: readonly Token[]): readonly string[] {
  const isArticle = (word = '') => ALL_FORMS.some(({ articles }) => articles.includes(word))
  return tokens.flatMap(({ word }, at) => (isArticle(tokens[at - 1]?.word) ? [word] : []))
}

// Of the languages that there are words for the one of which a text has most; where it has none, it may be any of them.
function isIn(tokens: readonly Token[], words: FormWords): boolean {
  const counts = ALL_FORMS.map((each) => tokens.filter(({ word }) => closedWords(each).has(word)).length)
  return (counts[ALL_FORMS.indexOf(words)] ?? 0) === Math.max(...counts)
}

interface AskingClause {
  readonly tokens: readonly Token[]
  /** A form of asking stands in it. */
  readonly isAsked: boolean
}

// "The mug has a crack, please refund it" asks with its second half.
function askingClauses(tokens: readonly Token[], words: FormWords): readonly AskingClause[] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (words.joins.includes(token.word)) clauses.push([])
    else clauses.at(-1)?.push(token)
    if (/[.,!?;:\n–—()]/u.test(token.behind)) clauses.push([])
  }
  return clauses.flatMap((clause) => {
    const core = coreOf(clause, words)
    const [first] = core
    if (!first) return []
    const isIn = (phrases: readonly string[]) => core.some((_, at) => phraseAt(core, at, phrases) > 0)
    const plain = withoutPhrases(core, words.please)
    const rest = withoutPhrases(plain, [...words.asks, ...words.askingYou, ...words.hopes])
    const isAsked = rest.length < plain.length
    const isTold = rest.some(({ kind, word }) => kind === 'word' && isTelling(word))
    const isSubject = first.kind === 'word' && words.articles.includes(first.word)
    return isTold || (rest.length === core.length && (isSubject || isIn(words.questions)))
      ? []
      : [{ tokens: rest, isAsked }]
  })
}

function isTelling(word: string): boolean {
  return ALL_FORMS.some(({ tells, denies, questions, wonders }) =>
    [tells, denies, wonders, questions].some((list) => list.includes(word)),
  )
}

function withoutPhrases(tokens: readonly Token[], phrases: readonly string[]): readonly Token[] {
  const rest: Token[] = []
  for (let at = 0; at < tokens.length;) {
    const length = phraseAt(tokens, at, phrases)
    const token = tokens[at]
    if (length === 0 && token) rest.push(token)
    at += Math.max(1, length)
  }
  return rest
}

/** A shorter piece of a word says too little. */
const LEAST_STEM = 4

/** A word, and what is left of it without an ending. */
export function stemsOf(word: string, { endings }: FormWords): readonly string[] {
  const stems = endings.flatMap((ending) => (word.endsWith(ending) ? [word.slice(0, -ending.length)] : []))
  return [word, ...stems].filter(({ length }) => length >= LEAST_STEM)
}
