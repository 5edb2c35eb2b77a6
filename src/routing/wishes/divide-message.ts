import { sameExample } from '../dialogue/same-example.ts'
import { plainWords } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { matchIntent } from '#dialogue/matching/match-intent.ts'
import { messageParts, type Part } from '#dialogue/utterance/message-parts.ts'
import { isNothingBut } from '#dialogue/utterance/plain-wish.ts'
import type { Embed } from '#dialogue/matching/recognise.ts'
import { shownWish, wishWords, type Wish } from '#dialogue/utterance/wish.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { heardBy } from '../talk-route.ts'
import { wishesOfList } from './listed-values.ts'

export type SaidWish = Omit<Wish, 'messageId'>

/** A message that is being divided, with what its words are looked at by. */
export interface Dividing {
  readonly record: Pick<TurnRecord, 'language' | 'now'> & {
    readonly live: Pick<TurnRecord['live'], 'agent' | 'index'>
  }
  readonly typed: string
  readonly embed: Embed
}

/**
 * The wishes of a message in the order said, each with its own words; null where it is one, and where it isn't plain how it
 * divides: then it goes its way as a whole.
 */
export async function divideMessage(message: Dividing): Promise<readonly SaidWish[] | null> {
  const { record, typed } = message
  const { agent } = record.live
  if (sameExample(record.live, typed)) return null
  const isPerson = (words: string) => heardBy(record, words).kinds.includes('person')
  const parts = messageParts(typed, agent, isPerson) ?? [
    { asks: 'deed', said: [{ start: 0, end: typed.length }] } satisfies Part,
  ]
  const wishes: Divided[] = []
  for (const part of parts) wishes.push(...(await wishesOf(part, message)))
  // "Refund A12, please refund order A12" is one.
  const distinct = wishes.filter(({ key }, at) => key === null || wishes.findIndex((other) => other.key === key) === at)
  return wishes.length > 1 ? distinct.map(({ wish }) => wish) : null
}

interface Divided {
  readonly wish: SaidWish
  /** The deed and what it names; null where that isn't plain. */
  readonly key: string | null
}

async function wishesOf({ asks, said, isUnsure }: Part, message: Dividing): Promise<readonly Divided[]> {
  const { record, typed } = message
  const language = languageOf(record.live.agent, record.language)
  const words = wishWords(typed, said)
  const playbook = asks === 'deed' ? await playbookOf(words, message) : null
  const listed = playbook && wishesOfList(playbook, words, said, { language, now: record.now })
  return (listed ?? [said]).map((own) => {
    const shown = shownWish(typed, own).split(' ')
    const first = shown.findIndex((word) => !language.lists.joins.includes(plainWords(word)))
    const values = wishWords(typed, own).match(/[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*/gu) ?? []
    const key = playbook && values.length > 0 ? `${playbook.name} ${values.toSorted().join(' ').toUpperCase()}` : null
    return {
      wish: { asks, said: [...own], ...(isUnsure && { isUnsure }), text: shown.slice(Math.max(0, first)).join(' ') },
      key,
    }
  })
}

// What is nothing but a wish, of several things: "refund A12, A13 and A14".
async function playbookOf(words: string, { record, embed }: Dividing) {
  const { agent, index } = record.live
  const plain = agent.playbooks.filter((playbook) => isNothingBut(words, playbook, agent))
  if (plain.length === 0) return null
  const match = await matchIntent(index, words, embed)
  const intent = match.certain ? match.intent : null
  return plain.find(({ name }) => intent?.to === 'playbook' && name === intent.playbook) ?? null
}
