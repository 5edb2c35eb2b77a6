import { askingClauses } from '../utterance/bearing.ts'
import type { Embed, Recognised } from './recognise.ts'
import { takeAllValues } from '../slot-filling/values-elsewhere.ts'
import {
  exampleOf,
  exampleBeginning,
  intentOf,
  meaningOf,
  correctedMessage,
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
  const plain = correctedMessage(index, typed)
  const same = exampleOf(index, plain)
  if (same) return surely(same)
  const whole = await index.recogniser.recognise(plain, embed)
  for (const part of askingClauses(typed, index.agent).slice(0, MOST_PARTS)) {
    const words = correctedMessage(index, part)
    if (words === plain) continue
    const alone = await recognisedIn(index, words, embed)
    if (alone.meaning === null || alone.meaning === whole.meaning) continue
    // "The lamp was dead on arrival. Send my money back": what asks for something may be surer than all that is told.
    if (whole.meaning === null) return matched(index, alone)
    if (alone.likeness > whole.likeness) return { ...matched(index, alone), isDisputed: !isFarSurer(alone, whole) }
  }
  return whole.meaning === null ? oneOfSeveral(index, whole) : matched(index, whole)
}

async function recognisedIn(index: PlaybookIndex, plain: string, embed: Embed): Promise<Recognised> {
  const known = exampleOf(index, plain) ?? exampleBeginning(index, plain)
  return known ? { meaning: meaningOf(known), likeness: 1, near: [] } : await index.recogniser.recognise(plain, embed)
}

/** Parts of a message that are looked at by themselves: an embedding each is what it costs. */
const MOST_PARTS = 4

/** How many times as likely it must be that the other one is wrong for the surer one to be beyond dispute. */
const FAR = 3

function isFarSurer(one: Recognised, other: Recognised): boolean {
  return FAR * (1 - one.likeness) <= 1 - other.likeness
}

function surely(intent: Intent): Match {
  return { certain: true, intent, likeness: 1, near: [] }
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

// An answer does nothing, so where a question is as near as a deed the question is answered.
function oneOfSeveral(index: PlaybookIndex, { near }: Recognised): Match {
  const intents = near.map(({ meaning }) => intentOf(index, meaning))
  const sum = near.reduce((total, { likeness }) => total + likeness, 0)
  const isDeed = intents.length > 1 && intents.every(({ to }) => to === 'playbook')
  return isDeed && sum >= WORTH_ASKING
    ? { certain: false, intents }
    : { certain: true, intent: { to: 'answer' }, likeness: 0, near: nearPlaybooks(index, near) }
}
