import { bearingOn } from '#dialogue/utterance/bearing.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { isOneOf, isQuestion, plainWords } from '#dialogue/language.ts'
import { matchIntent } from '#dialogue/matching/match-intent.ts'
import type { Act } from '#dialogue/matching/message-reading.ts'
import { isOfOtherDeed } from '#dialogue/utterance/plain-wish.ts'
import { mustNotStart } from '#dialogue/matching/playbook-index.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { isPlainlyRequested } from '../route/requested-intent.ts'
import type { ReadByRules, Unread } from '../by-reading/heard.ts'
import type { OpenDialogue } from '../dialogue/dialogue.ts'
import { answerInWords, fillFromReply } from '../dialogue/reply-rules.ts'
import { exampleLike, farNearest, sameExample } from '../dialogue/same-example.ts'
import { routeEllipsis } from '../earlier/ellipsis.ts'
import { embedForRoute } from '../embed-for-route.ts'
import { foundBy, foundByExample, foundUnsure, type Found } from '../route/found.ts'
import { meantWords } from '../open-plan/meant-words.ts'
import { talkBeside, talkRoute } from '../talk-route.ts'
import { likeliestDeed } from '../texts/unknown-request.ts'

/** Fewer words that answer our question are never a new request. */
const NEW_REQUEST_WORDS = 4

/** Reads one wish of a message by rules, as a model reads it: its words are the values, and all of them are the wish's. */
export async function readByRules(unread: Unread): Promise<ReadByRules> {
  const { dialogue } = unread
  const reply = dialogue && (await readReply(unread, dialogue))
  if (reply) return reply
  const afresh = await readAfresh(unread)
  const isAsked = dialogue !== null && isQuestion(unread.words, dialogue.language)
  return { ...afresh, isLikeNothing: dialogue !== null && !isAsked }
}

// What belongs to our open question: an answer to it, a correction, a no; or talk beside it, or plainly another request.
async function readReply(unread: Unread, dialogue: OpenDialogue): Promise<ReadByRules | null> {
  const { services, record, words, signal } = unread
  const { playbook, language } = dialogue
  const example = exampleLike(record, words)
  const isOurs = example?.to === 'playbook' && example.playbook === playbook.name
  if (example?.to !== 'playbook' && isOneOf(words, language.cancel, language)) return as('no')
  if (example && !isOurs) return readFound(unread, foundByExample(example))
  if (answerInWords(dialogue, words)) return as('answer')
  const isFilled = fillFromReply(dialogue, words) !== null
  const talk = !example && !isFilled ? talkBeside(record, words) : null
  if (talk) return as(talk.to === 'hand-over' ? 'person' : 'talk')
  if (!isOurs && isQuestion(words, language)) return null
  if (!isFilled) return isOurs ? as('answer') : null
  const isShort = plainWords(words).split(' ').length < NEW_REQUEST_WORDS
  const other = isOurs || isShort ? null : await farNearest(services, record, { typed: words, signal })
  const isOther = other?.intent.to === 'playbook' && other.intent.playbook !== playbook.name
  return other && isOther ? readFound(unread, other) : as('answer')
}

async function readAfresh(unread: Unread): Promise<ReadByRules> {
  const { record, words } = unread
  const again = await routeEllipsis(record, words)
  if (again) return { ...as(again.to === 'answer' ? 'ask' : 'do'), again }
  const talk = talkRoute(record, words)
  if (talk) return as(talk.to === 'hand-over' ? 'person' : 'talk')
  const [first, ...others] = await foundIn(unread)
  if (!first) return as('ask')
  if (others.length > 0) {
    const which = [first, ...others].flatMap(({ intent }) =>
      intent.to === 'playbook' && !mustNotStart(record.live.index, intent.playbook, words) ? [intent.playbook] : [],
    )
    return which.length > 1 ? { ...as('do'), which } : readFound(unread, first)
  }
  if (first.intent.to !== 'answer') return readFound(unread, first)
  // Of what the documents say nothing the deed that is likest is proposed.
  const likeliest = await likeliestDeed(record, words, embedOf(unread))
  const proposed = likeliest && readFound(unread, likeliest)
  return proposed && proposed.wish.act !== 'ask' ? proposed : { ...as('ask'), isUnknown: true }
}

async function foundIn(unread: Unread): Promise<readonly Found[]> {
  const { record, words } = unread
  const same = sameExample(record.live, words)
  if (same) return [foundByExample(same)]
  const match = await matchIntent(record.live.index, words, embedOf(unread))
  return match.certain
    ? [foundUnsure(match) ?? foundBy(match)]
    : match.intents.map((intent) => foundBy({ certain: true, intent, likeness: 0, near: [] }))
}

// A deed is wanted only where the words don't ask about it, or turn it down.
function readFound({ record, words }: Unread, found: Found): ReadByRules {
  const { intent } = found
  const { live } = record
  if (intent.to !== 'playbook') return as(intent.to === 'hand-over' ? 'person' : 'ask')
  const playbook = live.agent.playbooks.find(({ name }) => name === intent.playbook)
  if (!playbook || mustNotStart(live.index, playbook.name, words)) return as('ask')
  const isExample = sameExample(live, words) !== null
  // Braces are of what a program reads, and no words of somebody's wish.
  if (!isExample && /[{}]/u.test(words)) return as('ask')
  const wanted = { ...as('do', playbook.name), found }
  const changes = changesSomething(playbook, live)
  if (!changes) return found.isUnsure ? as('ask') : wanted
  if (isPlainlyRequested(live.agent, playbook, { typed: words, isExample })) return wanted
  const bearing = bearingOn(words, playbook, live.agent.languages)
  // "Cancel the refund of A12" cancels no order.
  const isOther = isCalledOff(record, words) && isOfOtherDeed(words, playbook, live.agent)
  if (bearing.is === 'denied' || isOther) return as('no', playbook.name)
  return bearing.is === 'question' || (found.isUnsure && !bearing.asks) ? as('ask') : wanted
}

function isCalledOff({ live: { agent }, language }: TurnRecord, words: string): boolean {
  return meantWords(words, languageOf(agent, language)).some(({ kind }) => kind === 'withdraw')
}

function embedOf({ services, record, signal }: Unread) {
  return embedForRoute(services, record.language, signal)
}

function as(act: Act, procedure: string | null = null): ReadByRules {
  const wish = { act, said: [], procedure, values: [], planId: null, question: null, from: null }
  return { wish, found: null, which: [], again: null, isUnknown: false, isLikeNothing: false }
}
