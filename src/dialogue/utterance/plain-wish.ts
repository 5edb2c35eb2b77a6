import type { Agent as NamedAgent } from '#agents/contract.ts'
import { aboutOf, commandIn, isAbout, type About, type Form } from '../forms/about.ts'
import { formsOf } from '../forms/all-forms.ts'
import { isDoubting, isPast } from '../forms/closed-words.ts'
import type { FormWords } from '../forms/form-words.ts'
import { coreOf, phraseAt, tokensOf, type Token } from '../forms/tokens.ts'
import { correctedTyping } from './spelling.ts'
import { wordsOf } from '../typed-words.ts'

/**
 * Whether a message is nothing but the wish that a playbook fulfils: one clause of a general form of asking, whose other words
 * are values of its slots and what it is about. Greetings, please, thanks and a name at the end are left aside. Whatever else
 * stands in it says no.
 */
export function isNothingBut(typed: string, playbook: Form, { languages, playbooks }: Agent): boolean {
  if (hasOthersSigns(typed)) return false
  return formsOf(languages).some((words) => {
    const others = playbooks.filter((other) => other.slots !== playbook.slots).map((other) => aboutOf(other, words))
    return isWish(typed, words, { playbook, others })
  })
}

type Agent = Pick<NamedAgent, 'languages'> & { readonly playbooks: readonly Form[] }

/** The words by which a playbook is asked for. */
export function wordsOfProcedure(playbook: Form, languages: readonly string[]): readonly string[] {
  return [...new Set(formsOf(languages).flatMap((words) => [...aboutOf(playbook, words).words]))]
}

/** Whether a message speaks of the deed of another procedure as a thing: "cancel the refund of A12". */
export function isOfOtherDeed(typed: string, playbook: Form, { languages, playbooks }: Agent): boolean {
  return formsOf(languages).some((words) => {
    const others = playbooks.filter(({ slots }) => slots !== playbook.slots)
    const { title } = aboutOf(playbook, words)
    const tokens = tokensOf(typed, playbook.slots)
    return tokens.some(
      ({ word, kind }, at) =>
        kind === 'word' &&
        !title.has(word) &&
        words.articles.includes(tokens[at - 1]?.word ?? '') &&
        others.some((other) => aboutOf(other, words).names.has(word)),
    )
  })
}

/** Whether a text has signs of quotation, of a label, or such as only doubt. */
export function hasOthersSigns(typed: string): boolean {
  return FOREIGN_SIGNS.test(typed)
}

/** Quotation, a colon that isn't in a number, angle brackets, pictures but for friendly ones. */
const FOREIGN_SIGNS =
  /["“”„«»‹›`<>*_#=|~^\\[\]{}]|(?<![\p{L}\p{N}])['‘’‚]|:(?!\d)|…|\.\.|(?![\u{1f44d}\u{1f64f}\u{1f60a}\u{1f642}❤♥️])\p{Extended_Pictographic}/u

interface Wishing {
  readonly playbook: Form
  /** What the other procedures are about. */
  readonly others: readonly About[]
}

function isWish(typed: string, words: FormWords, { playbook, others }: Wishing): boolean {
  const { heads, commands } = aboutOf(playbook, words)
  // Most messages have none of a procedure's words, and no slot has to be looked for.
  if (!wordsOf(typed).some(({ folded }) => heads.has(folded) || commands.has(correctedTyping(folded, commands))))
    return false
  const core = coreOf(tokensOf(typed, playbook.slots), words)
  if (core.length === 0 || core.some(isDoubtfulValue)) return false
  const about = aboutOf(playbook, words)
  const { rest, lead, before, behind } = withoutAsking(core, words)
  // "Cancel my request to give me my money back."
  if (before.some(({ word }) => about.commands.has(word)) && behind.some((token) => isContent(token, words)))
    return false
  if (hasQuestionMark(core) && lead !== 'you') return false
  if (lead === 'hope' && !isPolite(core, words)) return false
  if (isSeveral(rest, words) || isOfOther(rest, words, about, others) || isDoneToIt(rest, words, about)) return false
  if (isAboutDeed(rest, words, about, others)) return false
  const isAsked = lead !== null || isPolite(core, words)
  const isKnown = rest.every((token, at) => isKnownWord(token, words, about, isJoining(rest, at, words)))
  return isKnown && (isAsked ? isAskedFor(rest, about, words) : isCommand(rest, about, words))
}

// A slot may take "73 not Victoria Terrace".
function isDoubtfulValue({ kind, typed }: Token): boolean {
  return kind === 'value' && isDoubting(wordsOf(typed).map(({ folded }) => folded))
}

function hasQuestionMark(core: readonly Token[]): boolean {
  return core.some(({ behind }) => behind.includes('?'))
}

function isPolite(core: readonly Token[], { please }: FormWords): boolean {
  return core.some(({ word }) => please.includes(word))
}

/** What a form of asking is: "I want", "can you", "can I have"; null where there is none. */
type Lead = 'i' | 'you' | 'hope' | null

interface Asking {
  readonly lead: Lead
  readonly before: readonly Token[]
  readonly behind: readonly Token[]
  readonly rest: readonly Token[]
}

// The longest form of asking that stands anywhere, and all but that and "please".
function withoutAsking(core: readonly Token[], words: FormWords): Asking {
  const plain = core.filter(
    ({ word, kind }) => kind !== 'word' || !(words.please.includes(word) || words.soon.includes(word)),
  )
  for (const [lead, phrases] of [
    ['you', words.askingYou],
    ['hope', words.hopes],
    ['i', words.asks],
  ] as const) {
    for (let at = 0; at < plain.length; at += 1) {
      const length = phraseAt(plain, at, phrases)
      if (length > 0) {
        const [before, behind] = [plain.slice(0, at), plain.slice(at + length)]
        return { lead, before, behind, rest: [...before, ...behind] }
      }
    }
  }
  return { lead: null, before: [], behind: plain, rest: plain }
}

// Two sentences, of which each says something, or two clauses with a comma between them.
function isSeveral(rest: readonly Token[], words: FormWords): boolean {
  const isOwn = (token: Token) => isContent(token, words)
  const isSaid = (token: Token) => token.kind === 'slot' || isOwn(token)
  return rest.some(({ behind }, at) => {
    const says = ENDS.test(behind) ? isSaid : /[,()]/u.test(behind) ? isOwn : () => false
    return rest.slice(0, at + 1).some(says) && rest.slice(at + 1).some(says)
  })
}

function isContent({ kind, word }: Token, { small, joins }: FormWords): boolean {
  return kind === 'word' && !small.includes(word) && !joins.includes(word)
}

const ENDS = /[.!?;\n–—]|\s-\s/u

// "The lamp from A17" is less than what the procedure does, where no slot takes it, and "cancel the refund" is another one's.
function isOfOther(rest: readonly Token[], words: FormWords, about: About, others: Wishing['others']): boolean {
  return rest.some(({ word, kind }, at) => {
    if (kind !== 'word' || words.small.includes(word) || about.title.has(word)) return false
    const [before, behind] = [rest[at - 1], rest[at + 1]]
    const isThing = before?.kind === 'word' && words.articles.includes(before.word)
    const isPart = words.of.includes(behind?.word ?? '') && rest.length > at + 2
    return isThing && (isPart || others.some(({ title }) => title.has(word)))
  })
}

// "Stop refunding A12", "cancel my request to cancel A12": the first word is done to another deed, or to one already asked for.
function isAboutDeed(rest: readonly Token[], words: FormWords, about: About, others: Wishing['others']): boolean {
  const said = rest.filter(({ word, kind }) => kind === 'word' && !words.small.includes(word)).map(({ word }) => word)
  const [first = '', ...more] = said
  const own = deedsOf(about)
  const foreign = others.flatMap(deedsOf).filter((deed) => ![...about.title].some((word) => isFormOf(word, deed)))
  const isDeed = own.includes(first)
  return more.some(
    (word) =>
      (isDeed && !about.commands.has(word) && others.some(({ commands }) => commands.has(word))) ||
      foreign.some((deed) => isFormOf(word, deed)) ||
      own.some((deed) => isFormOf(word, deed) && (word !== deed || isFormOf(first, deed)) && !isPast(word)),
  )
}

// "Return the refund", "discuss my refund": something is done to the deed itself.
function isDoneToIt(rest: readonly Token[], words: FormWords, about: About): boolean {
  const deeds = deedsOf(about)
  const isDeed = (word: string) => deeds.some((deed) => isFormOf(word, deed))
  const isNamed = rest.some(({ word, kind }, at) => {
    const before = rest[at - 1]?.word ?? ''
    return kind === 'word' && isDeed(word) && words.articles.includes(before) && !words.indefinite.includes(before)
  })
  const isMore = ({ word, kind }: Token) =>
    kind === 'word' &&
    !words.small.includes(word) &&
    !words.soon.includes(word) &&
    !words.joins.includes(word) &&
    !isDeed(word)
  return isNamed && rest.some(isMore)
}

/** The words of its title that a command begins with. */
function deedsOf({ title, commands }: About): readonly string[] {
  return [...title].filter((word) => commands.has(word))
}

function isFormOf(word: string, deed: string): boolean {
  return word.startsWith(deed.slice(0, Math.max(LEAST_STEM, deed.length - 2)))
}

/** Letters in which a deed and what is made of its word agree: "cancel", "cancellation". */
const LEAST_STEM = 5

// Between two values: "A12 and A13".
function isJoining(rest: readonly Token[], at: number, { small }: FormWords): boolean {
  const [before, next] = [
    rest[at - 1],
    rest.slice(at + 1).find(({ kind, word }) => kind !== 'word' || !small.includes(word)),
  ]
  return before !== undefined && before.kind !== 'word' && next !== undefined && next.kind !== 'word'
}

function isKnownWord({ word, kind }: Token, words: FormWords, about: About, joins: boolean): boolean {
  if (kind !== 'word') return true
  if (words.joins.includes(word)) return joins
  return words.small.includes(word) || words.soon.includes(word) || isAbout(word, about, words)
}

function isAskedFor(rest: readonly Token[], { heads }: About, words: FormWords): boolean {
  return rest.some(({ kind, word }) => kind !== 'value' && !words.small.includes(word) && heads.has(word))
}

// "Refund A12", "A12 erstatten".
function isCommand(rest: readonly Token[], { commands }: About, words: FormWords): boolean {
  const command = commandIn(rest, words)
  return command !== null && commands.has(correctedTyping(command, commands)) && !rest.some(({ word }) => isPast(word))
}
