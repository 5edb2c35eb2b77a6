import type { SpeechAct } from './speech-act.ts'
import type { Embed, Recognised } from './recognise.ts'
import { requestedWords, toldWords } from './requested-words.ts'
import { speechActs } from './speech-acts.ts'
import { takeAllValues } from './values-elsewhere.ts'
import {
  exampleOf,
  exampleBeginning,
  intentOf,
  meaningOf,
  mendedMessage,
  type Intent,
  type PlaybookIndex,
} from './playbook-index.ts'

/** Other playbooks that may be meant, the likeliest first. */
export type Near = readonly { readonly playbook: string; readonly likeness: number }[]

export type Match =
  /** `likeness`: how likely, 1 where the words are the same, and 0 where nothing resembles the message. */
  | (Certain & { readonly certain: true })
  /** Several may be meant: the requester says which. */
  | { readonly certain: false; readonly intents: readonly Intent[] }

interface Certain {
  readonly intent: Intent
  readonly likeness: number
  readonly near: Near
  /** What is asked for says this, and all that is told with it something else. */
  readonly isDisputed?: boolean
}

/** How likely one of several must be meant for the requester to be asked which. */
const WORTH_ASKING = 0.7

/**
 * Finds what a message asks for, without a language model: by the same words as an example, else by what they have in
 * common. Where that isn't sure of the whole, the parts of it that ask for something say it, without all that is told
 * around them.
 */
export async function matchIntent(index: PlaybookIndex, typed: string, embed: Embed): Promise<Match> {
  return withPlaceForAll(index, typed, await matchOf(index, typed, embed))
}

// "The refund of A17 shall go to DE89…": the one procedure that has a place for all that is said is meant rather. It is asked, or,
// where nothing else is like it, which of the two.
function withPlaceForAll({ agent }: PlaybookIndex, typed: string, match: Match): Match {
  if (!match.certain || match.intent.to !== 'playbook') return match
  const { intent, likeness, near } = match
  const [taking, ...others] = takeAllValues(agent, typed)
  if (taking === undefined || others.length > 0 || taking === intent.playbook) return match
  const meant = { to: 'playbook', playbook: taking } as const
  const likest = near.find(({ playbook }) => playbook === taking)
  if (!likest) return { certain: false, intents: [meant, intent] }
  return {
    certain: true,
    intent: meant,
    likeness: likest.likeness,
    near: [{ playbook: intent.playbook, likeness }, ...near.filter(({ playbook }) => playbook !== taking)],
    isDisputed: true,
  }
}

async function matchOf(index: PlaybookIndex, typed: string, embed: Embed): Promise<Match> {
  const { agent, recogniser } = index
  const plain = mendedMessage(index, typed)
  const same = exampleOf(index, plain)
  if (same) return surely(same)
  const recognise = (text: string) => recogniser.recognise(text, embed)
  // "Instead of a refund, please send it again": what is asked for says what is meant, not what is turned down beside it.
  const asked = hasMoreThanAsked(typed, agent.languages) ? await matchOfRequests(index, typed, embed) : null
  if (asked) return asked
  const whole = await recognise(plain)
  if (whole.meaning !== null) return await likelierAlone(index, typed, { whole, plain, embed })
  for (const part of partsAbout(typed, agent.languages)) {
    const words = mendedMessage(index, part)
    const begun = exampleBeginning(index, words)
    if (begun) return surely(begun)
    const recognised = words === plain ? whole : await recognise(words)
    if (recognised.meaning !== null) return matched(index, recognised)
  }
  return oneOfSeveral(index, whole)
}

// "The lamp was dead on arrival. Send my money back": what asks for something may be surer by itself than with all that is
// told, and of something else.
async function likelierAlone(
  index: PlaybookIndex,
  typed: string,
  { whole, plain, embed }: { readonly whole: Recognised; readonly plain: string; readonly embed: Embed },
): Promise<Match> {
  const [request] = partsAbout(typed, index.agent.languages)
  const words = request === undefined ? plain : mendedMessage(index, request)
  const alone = words === plain ? whole : await index.recogniser.recognise(words, embed)
  const isOther = alone.meaning !== null && alone.meaning !== whole.meaning && alone.likeness > whole.likeness
  if (isOther) return { ...matched(index, alone), isDisputed: !isFarSurer(alone, whole) }
  return matched(index, whole)
}

/** How many times as likely it must be that the other one is wrong for the surer one to be beyond dispute. */
const FAR = 3

function isFarSurer(one: Recognised, other: Recognised): boolean {
  return FAR * (1 - one.likeness) <= 1 - other.likeness
}

function surely(intent: Intent): Match {
  return { certain: true, intent, likeness: 1, near: [] }
}

/** What those words of a message that ask for something mean by themselves; null where none do, or where that isn't sure. */
export async function matchRequests(index: PlaybookIndex, typed: string, embed: Embed): Promise<Intent | null> {
  const match = await matchOfRequests(index, typed, embed)
  return match?.certain ? match.intent : null
}

async function matchOfRequests(index: PlaybookIndex, typed: string, embed: Embed): Promise<Match | null> {
  let told: Recognised | null = null
  for (const { words, isTold } of requestedWords(typed, index.agent.languages)) {
    const tried = await recognisedIn(index, words, embed)
    if (tried.meaning === null) told ??= isTold ? tried : null
    else if (told) return eitherOf(index, told, tried)
    else return { ...matched(index, tried), isDisputed: await isToldOtherwise(index, typed, { tried, embed }) }
  }
  return null
}

async function recognisedIn(index: PlaybookIndex, words: string, embed: Embed): Promise<Recognised> {
  const plain = mendedMessage(index, words)
  const known = exampleOf(index, plain) ?? exampleBeginning(index, plain)
  return known ? { meaning: meaningOf(known), likeness: 1, near: [] } : await index.recogniser.recognise(plain, embed)
}

// What says it best isn't sure of anything: where it is likest to something else than the request by itself, either may be meant.
function eitherOf(index: PlaybookIndex, told: Recognised, rest: Recognised): Match {
  const [likest] = told.near
  if (!likest || likest.meaning === rest.meaning) return matched(index, rest)
  return { certain: false, intents: [likest.meaning, rest.meaning ?? ''].map((meaning) => intentOf(index, meaning)) }
}

// "My friend got a refund. I want one too": where all that is told says surely another thing, nobody knows which is meant.
async function isToldOtherwise(
  index: PlaybookIndex,
  typed: string,
  { tried, embed }: { readonly tried: Recognised; readonly embed: Embed },
): Promise<boolean> {
  const plain = mendedMessage(index, toldWords(typed, index.agent.languages))
  const told = await index.recogniser.recognise(plain, embed)
  return told.meaning !== null && told.meaning !== tried.meaning && !isFarSurer(tried, told)
}

function matched(index: PlaybookIndex, { meaning, likeness, near }: Recognised): Certain & { readonly certain: true } {
  const intent: Intent = meaning === null ? { to: 'answer' } : intentOf(index, meaning)
  return { certain: true, intent, likeness, near: nearPlaybooks(index, near) }
}

function nearPlaybooks(index: PlaybookIndex, near: Recognised['near']): Near {
  return near.flatMap(({ meaning, likeness }) => {
    const intent = intentOf(index, meaning)
    return intent.to === 'playbook' ? [{ playbook: intent.playbook, likeness }] : []
  })
}

/** Parts of a message that are looked at by themselves: an embedding each is what it costs. */
const MOST_PARTS = 4

/** The words that ask for something, together and by themselves, or, where none do, those that refuse something. */
function partsAbout(typed: string, languages: readonly string[]): readonly string[] {
  const requests = clausesThat('request', typed, languages)
  const about = requests.length > 0 ? requests : clausesThat('refusal', typed, languages)
  const readings = requestedWords(typed, languages).map(({ words }) => words)
  return [...new Set([...readings, about.join(' '), ...about])].filter((part) => part !== '').slice(0, MOST_PARTS)
}

function hasMoreThanAsked(typed: string, languages: readonly string[]): boolean {
  return speechActs(typed, languages).some(({ act }) => NOT_ASKED.includes(act))
}

/** What stands beside a request and asks for something else, or for nothing. */
export const NOT_ASKED: readonly SpeechAct[] = [
  ...(['refusal', 'cancellation', 'hypothetical', 'quotation', 'report', 'contrast', 'reason'] as const),
]

function clausesThat(wanted: SpeechAct, typed: string, languages: readonly string[]): readonly string[] {
  return speechActs(typed, languages).flatMap(({ act, start, end }) =>
    act === wanted ? [typed.slice(start, end)] : [],
  )
}

// An answer does nothing, so where a question is as near as a deed the question is answered.
function oneOfSeveral(index: PlaybookIndex, { near }: Recognised): Match {
  const intents = near.map(({ meaning }) => intentOf(index, meaning))
  const sum = near.reduce((total, { likeness }) => total + likeness, 0)
  const isDeed = intents.length > 1 && intents.every(({ to }) => to === 'playbook')
  return isDeed && sum >= WORTH_ASKING
    ? { certain: false, intents }
    : { certain: true, intent: { to: 'answer' }, likeness: 0, near: nearPlaybooks(index, near) }
}
