import type { AnsweredKind } from '#agents/talk-kind.ts'
import { type Choice, ownWords, type Part } from '#memory/threads/part.ts'
import { speaking } from '#turn/speaking.ts'
import { screenedMessage, type TurnRecord } from '#turn/read-turn.ts'
import type { Route } from '#dialogue/contract.ts'
import { questionText } from './question-text.ts'
import { valuesIn } from '../earlier/anaphora.ts'
import { talkSpeech } from '../talk/listening.ts'
import { offersOf, offersOfAll, offersWith, valuesText } from '../talk/offers.ts'
import type { NamedValues } from './unknown-request.ts'

type Talk = Extract<Route, { to: 'talk' }>

/** Answers that say what can be done, as buttons. */
const OFFERING: ReadonlySet<AnsweredKind> = new Set(['what-can-you-do', 'chatter', 'unclear', 'value'])
/** Answers that offer a person. */
const PERSONAL: ReadonlySet<AnsweredKind> = new Set(['upset', 'a-person', 'who-are-you', 'what-can-you-do'])

/** What is answered to talk: a sentence, what can be done, and the question that is still open. */
export function talkParts(route: Talk, record: TurnRecord): readonly Part[] {
  const { live, language } = record
  const { agent } = live
  const speech = talkSpeech(agent, language)
  const { quote } = speaking(agent, language)
  const title = agent.texts?.[language]?.title ?? agent.title
  const isOpen = route.asking !== undefined
  const offers = isOpen ? [] : offersFor(route, record)
  const hasPerson = agent.handOver !== null && route.about.some((kind) => PERSONAL.has(kind))
  const values = valuesText(record, route.values.map(quote))
  const sentences = [
    ...route.about.map((kind) => filled(speech.says(kind), { title, values })),
    ...(hasPerson ? [speech.person.offer] : []),
    ...(offers.length > 0 && !route.about.includes('value') ? [speech.can] : []),
  ]
  const person: readonly Choice[] =
    hasPerson && !isOpen ? [{ label: speech.person.button, says: speech.person.button }] : []
  const choices = [...offers, ...person]
  return [
    ownWords('talk', sentences.join(' ')),
    ...(choices.length > 0 ? [{ type: 'choices', choices } as const] : []),
    // Whoever says goodbye isn't asked again.
    ...(route.asking && !route.about.includes('goodbye')
      ? [ownWords(route.asking.to, questionText(route.asking, record))]
      : []),
  ]
}

/** What the agent can do, as buttons; nothing where it has no playbooks. */
export function whatCanBeDone(record: TurnRecord): readonly Part[] {
  const { can } = talkSpeech(record.live.agent, record.language)
  const choices = offersOfAll(record)
  return choices.length > 0 ? [ownWords('can-do', can), { type: 'choices', choices }] : []
}

/** What is said to a request of which nothing is known, with what can be done. */
export function askWhatElse(record: TurnRecord): readonly Part[] {
  return talkParts({ to: 'talk', about: ['unclear'], values: [], offered: [] }, record)
}

/** Which of several procedures is meant, as buttons: with what the message names, where it names anything. */
export function whichParts(record: TurnRecord, playbooks: readonly string[]): readonly Part[] {
  const { agent } = record.live
  const { typed } = screenedMessage(record)
  const values = valuesIn(agent, typed).map(({ start, end }) => typed.slice(start, end))
  return [
    ownWords('ask-which', speaking(agent, record.language).say('I can do several things like that. Which one?')),
    { type: 'choices', choices: offersOf(record, values, playbooks) },
  ]
}

/** What was left alone and may have been wanted, as a button that asks for it. */
export function askedAllTheSame(
  { playbook, values = [] }: Extract<Route, { to: 'cancelled' }>,
  record: TurnRecord,
): readonly Part[] {
  const choices = values.length === 0 ? [] : offersWith(record, values, [playbook])
  return choices.length === 0 ? [] : [{ type: 'choices', choices }]
}

/** What is asked about values that somebody named, with what can be done with them as buttons. */
export function askAboutValues(record: TurnRecord, { values, offered }: NamedValues): readonly Part[] {
  return talkParts({ to: 'talk', about: ['value'], values: [...values], offered: [...offered] }, record)
}

function offersFor({ about, values, offered }: Talk, record: TurnRecord): readonly Choice[] {
  if (!about.some((kind) => OFFERING.has(kind))) return []
  return offered.length > 0 ? offersWith(record, values, offered) : offersOfAll(record)
}

// In one go: what stands in a value isn't looked into for more.
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (gap, name: string) => values[name] ?? gap)
}
