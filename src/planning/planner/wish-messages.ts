import { messagesForModels } from '#cards/outcome/messages-for-models.ts'
import type { Intent, SaidWords } from '#core/intent.ts'
import type { JsonObject } from '#core/json.ts'
import type { Labels } from '#plan-language/values/label.ts'
import type { ExchangeBefore } from '#memory/runs/exchanges-before.ts'
import { textOfParts } from '#memory/threads/part.ts'
import { Route } from '#dialogue/contract.ts'
import { verbatimSpan } from '#dialogue/utterance/verbatim.ts'
import type { Span } from '#dialogue/span.ts'
import { screenMessage } from '#guardrails/screening/screen-message.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { requesterWords } from '#turn/words/requester-words.ts'

/** A message of a requester's that is about one wish. */
export interface WishMessage {
  /** The question of ours that it answers; null where it answers none. */
  readonly question: string | null
  /** Their own typed words. */
  readonly typed: string
  /** A stretch of these in the message itself; null where it isn't theirs in one piece. */
  readonly said: (words: Span) => SaidWords | null
  /** The stretch that stands for words of the message itself; null where they aren't among those that they typed. */
  readonly placeOf: (said: SaidWords) => Span | null
}

/** A step that has begun. */
export interface DoneStep {
  readonly tool: string
  readonly args: JsonObject
  readonly labels: Labels
}

/** What a requester wrote for one wish, and what was done by it in turns before. */
export interface Wish {
  /** Oldest first: the one that began it, those that answered our questions, and the newest. */
  readonly messages: readonly WishMessage[]
  readonly done: readonly DoneStep[]
}

/**
 * The messages of the wish that a turn is about: its own, and, as long as each answers a question of ours, the one before.
 * `before`: the turns before it in the thread, newest first.
 */
export function wishOf(record: TurnRecord, before: readonly ExchangeBefore[]): Wish {
  const { screening } = record
  const typed = screenMessage(record.text, screening).typed
  let newest: Omit<WishMessage, 'question'> = messageOf(record, typed)
  const messages: WishMessage[] = []
  const done: DoneStep[] = []
  for (const runs of byMessage(before, record)) {
    const asking = runs.find((exchange) => questionOf(exchange, record) !== null)
    const question = asking && questionOf(asking, record)
    if (!question) break
    messages.unshift({ ...newest, question })
    done.unshift(...runs.flatMap((exchange) => exchange.done))
    newest = earlierMessage(asking, record)
  }
  return { messages: [{ ...newest, question: null }, ...messages], done }
}

// A message that wants several things has a run for each; those of this one say nothing of what it answers.
function byMessage(before: readonly ExchangeBefore[], { message }: TurnRecord): readonly (readonly ExchangeBefore[])[] {
  const others = before.filter(({ messageId }) => messageId !== message.id)
  return [...Map.groupBy(others, ({ messageId }) => messageId).values()]
}

function earlierMessage({ messageId, parts, isOwn, route }: ExchangeBefore, record: TurnRecord) {
  const screening = { ...record.screening, isOwn }
  const text = textOfParts(parts)
  const own = Route.safeParse(route).data?.wishes?.own?.text
  const message = { id: messageId, text, joined: [] }
  return messageOf({ message, screening }, screenMessage((own ?? text).trim(), screening).typed)
}

function messageOf(of: Pick<TurnRecord, 'message' | 'screening'>, typed: string): Omit<WishMessage, 'question'> {
  return {
    typed,
    said: (words) => requesterWords(of, words),
    placeOf: (said) => {
      const place = verbatimSpan(said.text, typed)
      const found = place && requesterWords(of, place)
      return found?.messageId === said.messageId ? place : null
    },
  }
}

/** What stands for a question whose words may be of somebody else. */
const ASKED_AGAIN = '(our question, once more)'
const NOT_SHOWN = '(a question whose words are not shown)'

/** What a turn asked its requester; null where it asked nothing. */
function questionOf({ route: stored, answer, said }: ExchangeBefore, record: TurnRecord): string | null {
  const route = Route.safeParse(stored).data
  switch (route?.to) {
    case 'ask-slot':
    case 'confirm':
    case 'offer-person':
    case 'ask-which':
      return answer === null ? NOT_SHOWN : textOfParts(answer).trim() || NOT_SHOWN
    case 'plan':
    case 'playbook':
      if (said?.text.includes('?')) return messagesForModels(said, { ...said, slots: {}, journal: [] }, record).text
      return route.asking ? ASKED_AGAIN : null
    case 'answer':
    case 'talk':
    case 'other-language':
    case 'passed-on':
      return route.asking ? ASKED_AGAIN : null
    default:
      return null
  }
}

/** Where the words of an intent stand in the messages; null where they don't all. */
export function placesSaid(
  { said }: Pick<Intent, 'said'>,
  messages: readonly WishMessage[],
): readonly { readonly message: WishMessage; readonly words: Span }[] | null {
  const places = said.flatMap((words) => {
    const found = messages.flatMap((message) => {
      const place = message.placeOf(words)
      return place === null ? [] : [{ message, words: place }]
    })
    return found.slice(-1)
  })
  return said.length > 0 && places.length === said.length ? places : null
}
