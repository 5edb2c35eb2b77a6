import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Route } from '#dialogue/contract.ts'
import { matchIntent } from '#dialogue/matching/match-intent.ts'
import { anaphorIn } from '#dialogue/utterance/ellipsis.ts'
import { isNothingBut } from '#dialogue/utterance/plain-wish.ts'
import { fillSlots } from '#dialogue/slot-filling/fill-slots.ts'
import { dialogueOf } from './dialogue/dialogue.ts'
import { sameExample } from './dialogue/same-example.ts'
import { embedForRoute } from './embed-for-route.ts'
import { notUnderstood } from './texts/not-understood.ts'
import { openQuestion } from './route/open-question.ts'
import { unlessDuplicateWaits } from './open-plan/duplicate-request.ts'
import { isOpen, plansInThread } from './open-plan/plans-in-thread.ts'
import { plainAnswer, saysMoreToCard } from './route/plain-answers.ts'
import { readMessage } from './reading/read-message.ts'
import { wishesRead } from './reading/wishes-read.ts'
import { wordlessAsRead, wordlessLanguage, type Spoken } from './texts/spoken-language.ts'
import { heardBy } from './talk-route.ts'
import { divideMessage, type SaidWish } from './wishes/divide-message.ts'
import { routeWaiting, routeWishes } from './wishes/route-wishes.ts'

/** What is known of a message before it is read. */
export interface Said {
  /** Its author's own words. */
  readonly said: string
  readonly spoken: Spoken
  readonly signal: AbortSignal
}

/**
 * Routes a message, which may have several intents: its first wish, with those after it. A model reads it where there is one
 * and something has to be read, else rules do; `route-reading.ts` has the handlers for each intent. Without a model, a message
 * in a language that the rules don't know isn't routed.
 */
export async function chooseRoute(
  services: Services,
  before: TurnRecord,
  { said, spoken, signal }: Said,
): Promise<Route> {
  // A greeting is left aside: every other word keeps its place.
  const { rest: typed } = heardBy(before, said)
  const { route } = before
  if (route?.to === 'wish')
    return inLanguage(await routeWaiting(services, before, route.wishes, { typed, signal }), before)
  const record = services.gateway ? { ...before, spoken: wordlessLanguage(spoken, before) } : before
  const plain = services.gateway ? await plainAnswer(services, record, typed) : null
  if (plain) return inLanguage(await unlessDuplicateWaits(services, record, typed, plain), record)
  const mustRead = services.gateway && !(await isKnown(services, record, typed, signal))
  const reading = mustRead ? await readMessage(services, record, typed, signal) : null
  if (reading) {
    const read = { ...record, spoken: wordlessAsRead(spoken, reading.language, before) }
    const isAnyOpen = openQuestion(read, typed) !== null || (await plansInThread(services, read)).some(isOpen)
    const wanted = wishesRead(reading, typed, { isOpen: isAnyOpen })
    return inLanguage(await routeWishes(services, read, { typed, wanted, signal }), read)
  }
  const other = mustRead ? notUnderstood(record, spoken) : null
  if (other) return other
  const wanted = await wishesByRules(services, record, typed, signal)
  return inLanguage(await routeWishes(services, record, { typed, wanted, signal }), record)
}

function inLanguage(route: Route, { spoken }: TurnRecord): Route {
  return spoken === null ? route : { ...route, spoken }
}

async function wishesByRules(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<readonly SaidWish[]> {
  const embed = embedForRoute(services, record.language, signal)
  return (
    (await divideMessage({ record, typed, embed })) ?? [
      { asks: 'deed', said: [{ start: 0, end: typed.length }], text: typed.trim() },
    ]
  )
}

// While a question of ours is open a wish may answer it, too.
async function isKnown(services: Services, record: TurnRecord, typed: string, signal: AbortSignal): Promise<boolean> {
  return (
    openQuestion(record, typed) === null &&
    !(await saysMoreToCard(services, record, typed)) &&
    (await isKnownWish(services, record, typed, signal))
  )
}

// Nobody has to read what is nothing but a wish that the rules know, and says all that it needs.
async function isKnownWish(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { live, language, spoken } = record
  const example = sameExample(live, typed)
  if (example) return example.to !== 'playbook' || saysAll(record, example.playbook, typed)
  if (spoken !== null) return false
  // What “this one” is, somebody has to read.
  if (anaphorIn(typed, live.agent.languages) !== null) return false
  const plain = live.agent.playbooks.filter((playbook) => isNothingBut(typed, playbook, live.agent))
  if (plain.length === 0) return false
  const match = await matchIntent(live.index, typed, embedForRoute(services, language, signal))
  const intent = match.certain ? match.intent : null
  return (
    intent?.to === 'playbook' &&
    plain.some(({ name }) => name === intent.playbook) &&
    saysAll(record, intent.playbook, typed)
  )
}

// What isn't named may be described, “the one with the mug”: rules can't read that.
function saysAll(record: TurnRecord, name: string, typed: string): boolean {
  const playbook = record.live.agent.playbooks.find((each) => each.name === name)
  if (!playbook) return false
  const { slots } = fillSlots(playbook.slots, typed, dialogueOf(record, playbook, { intent: null }))
  return Object.entries(playbook.slots).every(([slot, { optional }]) => optional || slots[slot] !== undefined)
}
