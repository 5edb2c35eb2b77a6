import type { NamedPlaybook } from '#agents/contract.ts'
import type { MessageReading, ReadWish } from '#dialogue/matching/message-reading.ts'
import { verbatimSpan } from '#dialogue/utterance/verbatim.ts'
import type { Span } from '#dialogue/span.ts'
import type { ReadingReply } from '#models/prompts.ts'
import type { ReadingFacts } from './reading-facts.ts'

type ReplyWish = ReadingReply['wishes'][number]

/** Acts that must have words to show for themselves: what is gone by afterwards. */
const WITH_WORDS: ReadonlySet<ReplyWish['act']> = new Set(['do', 'ask', 'answer', 'yes', 'yes-if', 'no', 'change'])

/** A reading whose words stand where it says, or in a sentence what is wrong with it, for whoever read. */
export type CheckedReading =
  | { readonly ok: true; readonly reading: MessageReading }
  | { readonly ok: false; readonly problem: string }

/** Holds a model's reading against the message: it copies words, and names procedures and plans that there are. */
export function checkedReading(
  { language, wishes }: ReadingReply,
  { planIds, typed }: ReadingFacts,
  playbooks: readonly NamedPlaybook[],
): CheckedReading {
  const [newest = ''] = typed
  const read: ReadWish[] = []
  for (const wish of wishes) {
    const said = placesOf(wish.words, newest)
    if (typeof said === 'string') return { ok: false, problem: notSaid(said) }
    if (said.length === 0 && WITH_WORDS.has(wish.act))
      return { ok: false, problem: `"${wish.act}" has no words of the newest message.` }
    const playbook = playbooks.find(({ name }) => name === wish.procedure)
    if (wish.procedure !== null && !playbook)
      return { ok: false, problem: `There is no procedure ${JSON.stringify(wish.procedure)}.` }
    const planId = wish.plan === null ? null : planIds.get(wish.plan)
    if (planId === undefined) return { ok: false, problem: `There is no plan ${JSON.stringify(wish.plan)}.` }
    // What an answer or a change gives values of is known by what it answers or changes.
    const values = wish.values.filter(({ name }) => !playbook || Object.hasOwn(playbook.slots, name))
    const unsaid = values.find(({ words }) => !typed.some((text) => verbatimSpan(words.trim(), text)))
    if (unsaid) return { ok: false, problem: notSaid(unsaid.words) }
    const { act, procedure, from } = wish
    const [question, search] = [wish.question?.trim() || null, wish.search?.trim()]
    const looked = question !== null && search ? { search } : {}
    read.push({ act, said: [...said], procedure, values, planId, question, from, ...looked })
  }
  return { ok: true, reading: { language, wishes: read } }
}

function notSaid(words: string): string {
  return `${JSON.stringify(words)} doesn’t stand in what the person wrote: copy their words as they are.`
}

/** Where pieces stand in a text, in their order there; the first that doesn't. */
function placesOf(pieces: readonly string[], text: string): readonly Span[] | string {
  const places: Span[] = []
  for (const piece of pieces) {
    const words = piece.trim()
    if (words === '') continue
    const place = verbatimSpan(words, text)
    if (!place) return piece
    places.push(place)
  }
  return places.toSorted((one, other) => one.start - other.start)
}
