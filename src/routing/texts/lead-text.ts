import type { TurnRecord } from '#turn/read-turn.ts'
import { speaking } from '#turn/speaking.ts'
import type { Route } from '#dialogue/contract.ts'
import type { Wish } from '#dialogue/utterance/wish.ts'

/**
 * What is said before anything else where a message wants several things: which they are, before the first; which one this
 * is, before each other; and what isn't begun by itself any more. Questions and a yes that a model read are answered without a word
 * of that. Empty where a message wants one.
 */
export function leadText({ to, wishes }: Route, { live, language }: Pick<TurnRecord, 'live' | 'language'>): string {
  if (!wishes) return ''
  const { own, all, undone } = wishes
  const speech = speaking(live.agent, language)
  const quoted = (some: readonly Wish[]) => speech.list(some.map(({ text }) => speech.quote(text)))
  const said = [
    new Set(all.map(({ text }) => text)).size > 1 && !all.every(needsNoLead)
      ? speech.say('I’ll do these one after the other: {wishes}.', { wishes: quoted(all) })
      : null,
    own && all.length === 0 && !needsNoLead(own) ? speech.say('Next: {wish}.', { wish: quoted([own]) }) : null,
    own?.asks === 'deed' && to === 'answer' ? speech.say('I don’t have a way to do that, so nothing was done.') : null,
    undone.length > 0
      ? speech.say('I haven’t done this: {wishes}. Say it again if you still want it.', { wishes: quoted(undone) })
      : null,
  ]
  return said.filter((text) => text !== null).join(' ')
}

// What is answered to a question or a yes says itself what it is for.
function needsNoLead({ asks, read }: Wish): boolean {
  return read !== undefined && (asks === 'question' || read.act === 'yes')
}
