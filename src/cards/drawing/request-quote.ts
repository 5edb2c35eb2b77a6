import type { SaidWords } from '#core/intent.ts'
import type { PlanView } from '#contract/plan.ts'
import { andList, planTexts } from '../texts/plan-texts.ts'

/** What a card says of how its plan was asked for. */
export interface RequestQuote {
  /** Who asked, in which words: `You asked: “refund order A12”`. */
  readonly words: string
  /** Why that counts as asked for: `in so many words`. */
  readonly basis: string
  /** Whether it is still to be decided, and nobody has asked for it in so many words, or said yes to it. */
  readonly isGuess: boolean
}

/** Who looks at it. */
interface Reader {
  readonly id: string
}

/** How a plan was asked for, as its reader is told; null where there is nothing to tell, or it isn't theirs to know. */
export function requestQuote(plan: PlanView, reader: Reader): RequestQuote | null {
  const { intent } = plan
  if (intent === null || plan.effects.length === 0) return null
  const isOpen = plan.status === 'waiting' || plan.status === 'stale'
  const isGuess = isOpen && intent.basis === 'inferred'
  return { words: wordsOf(plan, reader), basis: basisOf(plan, reader), isGuess }
}

/** The same in a line: `You asked: “refund order A12” · in so many words`. */
export function requestQuoteLine({ words, basis }: RequestQuote): string {
  return `${words} · ${basis}`
}

/** The words that a plan counts as asked for in, short enough for a line; null where there are none. */
export function quotedWords({ intent }: Pick<PlanView, 'intent'>): string | null {
  const [first] = intent?.said ?? []
  if (!intent || !first) return null
  const said = [first, ...(intent.steps.find((step) => isSame(step.said, first))?.also ?? [])]
    .map(({ text }) => text.replaceAll(/\s+/g, ' '))
    .join(PIECES_APART)
  const characters = [...said]
  return planTexts.asked.quoted(characters.length <= SHOWN ? said : `${characters.slice(0, SHOWN).join('')}…`)
}

const PIECES_APART = ' … '

function isSame(one: SaidWords | null, other: SaidWords): boolean {
  return one?.messageId === other.messageId && one.start === other.start && one.end === other.end
}

/** The whole message stands in the conversation. */
const SHOWN = 240

function wordsOf(plan: PlanView, reader: Reader): string {
  const { asked } = planTexts
  const quoted = quotedWords(plan)
  const isOwn = plan.requester.id === reader.id
  if (quoted !== null) return isOwn ? asked.you(quoted) : asked.other(plan.requester.name, quoted)
  if (plan.intent?.doubts.includes('unknown')) return asked.unknownWords
  return isOwn ? asked.youNoWords : asked.noWords(plan.requester.name)
}

/** Of more things than are overseen in a line the number alone is told: the card has each. */
const MOST_FOUND = 4

// What it stands beside where it was read. Of words that nobody vouches for it is said that they are somebody's.
function foundWords(found: NonNullable<PlanView['intent']>['found']): string {
  const { asked } = planTexts
  const things = [...Map.groupBy(found, ({ value }) => value).values()].flatMap(([thing]) => thing ?? [])
  const named = things.slice(0, MOST_FOUND).map(({ value, beside }) => {
    const texts = beside.map(({ text, checked }) => (checked ? text : asked.unchecked(asked.quoted(text))))
    return texts.length === 0 ? value : `${value} (${texts.join(', ')})`
  })
  const others = things.length - named.length
  return andList(others > 0 ? [...named, asked.andMore(others)] : named)
}

function basisOf({ intent, requester }: PlanView, reader: Reader): string {
  const { asked } = planTexts
  switch (intent?.basis) {
    case 'explicit':
      return asked.explicit
    case 'confirmed':
      return requester.id === reader.id ? asked.youConfirmed : asked.confirmed
    case 'inferred':
      if (intent.doubts.includes('looked-up') && intent.found.length > 0)
        return asked.lookedUp(foundWords(intent.found))
      if (intent.doubts.includes('witness')) return requester.id === reader.id ? asked.youNotSure : asked.notSure
      return asked.inferred(intent.goal)
    case undefined:
      return asked.inferred('')
  }
}
