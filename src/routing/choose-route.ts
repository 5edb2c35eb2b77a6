import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { asksForSomething, bearingOn } from '#dialogue/bearing.ts'
import { changesSomething } from '#dialogue/changes-something.ts'
import { pointsAt } from '#dialogue/going-on.ts'
import { isNothingBut, isOfOtherDeed } from '#dialogue/plain-wish.ts'
import { languageOf } from '#dialogue/language-of.ts'
import type { NamedPlaybook } from '#agents/contract.ts'
import { meantWords } from './open-plan/meant-words.ts'
import { takesOfferedPerson } from '#hand-over/offered-person.ts'
import { askedIntent, isPlainlyAsked } from './asked-intent.ts'
import { embedForRoute } from './embed-for-route.ts'
import type { Route } from '#dialogue/contract.ts'
import type { Embed } from '#dialogue/recognise.ts'
import { beginPlaybook } from './dialogue/begin-playbook.ts'
import { continueDialogue } from './dialogue/continue-dialogue.ts'
import { openQuestion } from './open-question.ts'
import { exampleLike, farNearest, sameExample } from './dialogue/same-example.ts'
import { goOn } from './earlier/go-on.ts'
import { foundBy, foundByExample, foundUnsure, type Found } from './found.ts'
import { matchIntent } from '#dialogue/match-intent.ts'
import { answerWhich } from './open-plan/answer-which.ts'
import { callOpenPlan, refuseOpenPlan } from './open-plan/call-open-plan.ts'
import { answerOwnPlan } from './open-plan/own-answer.ts'
import { unlessSameWaits } from './open-plan/same-waits.ts'
import { mustNotStart } from '#dialogue/playbook-index.ts'
import { heardBy, talkBeside, talkRoute } from './talk-route.ts'
import { askAboutRequest, likeliestDeed, whatTakesNamed } from './unknown-request.ts'
import { routeRead, routeReading } from './by-reading/route-reading.ts'
import { plainAnswer } from './plain-answers.ts'
import { readMessage } from './reading/read-message.ts'
import { afterwards, routeWishes } from './wishes/route-wishes.ts'

/** Where a message goes, which may want several things: its first wish, with what is to come after it. */
export async function chooseRoute(
  services: Services,
  record: TurnRecord,
  said: string,
  signal: AbortSignal,
): Promise<Route> {
  // A greeting is left aside: every other word keeps its place.
  const { rest: typed } = heardBy(record, said)
  return (await routeByModel(services, record, typed, signal)) ?? routeByRules(services, record, typed, signal)
}

// Also with a model nobody has to read what is said in just these words. Null: the rules read it.
async function routeByModel(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<Route | null> {
  if (!services.gateway) return null
  const waiting = record.route?.to === 'wish' ? record.route.wishes : null
  const wish = waiting?.own?.read
  if (waiting)
    return wish ? afterwards(await routeRead(services, record, { typed, wish, isOnly: false, signal }), waiting) : null
  const plain = await plainAnswer(services, record, typed)
  if (plain) return unlessSameWaits(services, record, typed, plain)
  if (openQuestion(record, typed) === null && (await isKnownWish(services, record, typed, signal))) return null
  const reading = await readMessage(services, record, typed, signal)
  return reading && routeReading(services, record, { typed, reading, signal })
}

// Nobody has to read what is nothing but a wish that the rules know.
async function isKnownWish(services: Services, { live, language }: TurnRecord, typed: string, signal: AbortSignal) {
  if (sameExample(live, typed)) return true
  // What “this one” is, somebody has to read.
  if (pointsAt(typed, live.agent.languages) !== null) return false
  const plain = live.agent.playbooks.filter((playbook) => isNothingBut(typed, playbook, live.agent))
  if (plain.length === 0) return false
  const match = await matchIntent(live.index, typed, embedForRoute(services, language, signal))
  const intent = match.certain ? match.intent : null
  return intent?.to === 'playbook' && plain.some(({ name }) => name === intent.playbook)
}

function routeByRules(services: Services, record: TurnRecord, typed: string, signal: AbortSignal): Promise<Route> {
  const isOpen = openQuestion(record, typed) !== null
  return routeWishes(
    { record, typed, isOpen, embed: embedForRoute(services, record.language, signal) },
    async (words) => unlessSameWaits(services, record, words, await routeWords(services, record, words, signal)),
  )
}

/**
 * Where some words go. What belongs to an open question of ours comes first; then the same words as an example; then what
 * was learned from all examples. A deed is begun only where the message asks for it.
 */
async function routeWords(services: Services, record: TurnRecord, typed: string, signal: AbortSignal): Promise<Route> {
  const elsewhere = {
    talk: () => talkBeside(record, typed),
    example: () => {
      const example = exampleLike(record, typed)
      return example && foundByExample(example)
    },
    nearest: () => farNearest(services, record, { typed, signal }),
    routeTo: (found: Found) => routeTo(services, found, record, { typed, signal }),
    afresh: async () =>
      (await goOn(record, typed)) ?? talkRoute(record, typed) ?? (await routeAfresh(services, record, typed, signal)),
  }
  const begun =
    (await continueDialogue(record, { typed, elsewhere })) ??
    (await answerWhich(services, record, typed)) ??
    (await answerOwnPlan(services, record, typed)) ??
    (await callOpenPlan(services, record, typed)) ??
    (takesOfferedPerson(record, typed) ? ({ to: 'hand-over' } as const) : null)
  if (begun) return begun
  const route = await elsewhere.afresh()
  // Who wants it no more may have it waiting.
  const isRefused = route.to === 'cancelled' && route.because === 'said'
  return (isRefused ? await refuseOpenPlan(services, record, typed, route.playbook) : null) ?? route
}

async function routeAfresh(services: Services, record: TurnRecord, typed: string, signal: AbortSignal): Promise<Route> {
  const found = await foundIn(services, record, typed, signal)
  const [first] = found
  if (!first) return { to: 'answer' }
  if (found.length === 1) {
    const route = await routeTo(services, first, record, { typed, signal })
    const isUnknown = route.to === 'answer' && first.intent.to !== 'playbook'
    return isUnknown ? ((await routeUnknown(services, record, typed, signal)) ?? route) : route
  }
  const playbooks = found.flatMap(({ intent }) =>
    intent.to === 'playbook' && !mustNotStart(record.live.index, intent.playbook, typed) ? [intent.playbook] : [],
  )
  return playbooks.length > 1 ? { to: 'ask-which', playbooks } : routeTo(services, first, record, { typed, signal })
}

// What the documents say nothing of: the deed that is likest is proposed, or it is asked what to do.
async function routeUnknown(
  services: Services,
  record: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<Route | null> {
  const embed = embedForRoute(services, record.language, signal)
  const likeliest = await likeliestDeed(record, typed, embed)
  const proposed = likeliest && (await routeTo(services, likeliest, record, { typed, signal }))
  return proposed && proposed.to !== 'answer' ? proposed : askAboutRequest(record, typed, embed)
}

async function foundIn(
  services: Services,
  { live, language }: TurnRecord,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const same = sameExample(live, typed)
  if (same) return [foundByExample(same)]
  const match = await matchIntent(live.index, typed, embedForRoute(services, language, signal))
  return match.certain
    ? [foundUnsure(match) ?? foundBy(match)]
    : match.intents.map((intent) => foundBy({ certain: true, intent, likeness: 0, near: [] }))
}

async function routeTo(
  services: Services,
  found: Found,
  record: TurnRecord,
  { typed, signal }: { readonly typed: string; readonly signal: AbortSignal },
): Promise<Route> {
  const { intent } = found
  if (intent.to !== 'playbook') return { to: intent.to }
  const playbook = record.live.agent.playbooks.find((candidate) => candidate.name === intent.playbook)
  if (!playbook || mustNotStart(record.live.index, playbook.name, typed)) return { to: 'answer' }
  const isExample = sameExample(record.live, typed) !== null
  // Braces are of what a program reads, and no words of somebody's wish.
  if (!isExample && /[{}]/u.test(typed)) return { to: 'answer' }
  const isPlain = isPlainlyAsked(record.live.agent, playbook, { typed, isExample })
  if (found.isUnsure && !changesSomething(playbook, record.live)) return { to: 'answer' }
  if (!isPlain && changesSomething(playbook, record.live)) {
    const bearing = bearingOn(typed, playbook, record.live.agent.languages)
    if (bearing.is === 'denied' || callsOffOther(record, playbook, typed))
      return leftAlone(record, playbook.name, typed, embedForRoute(services, record.language, signal))
    if (bearing.is === 'question' || (found.isUnsure && !bearing.asks)) return { to: 'answer' }
  }
  const asks = askedIntent(record, playbook, { typed, isExample, recognition: found.recognition })
  return beginPlaybook(services, record, { playbook, typed, intent: asks })
}

// "Cancel the refund of A12" cancels no order.
function callsOffOther({ live: { agent }, language }: TurnRecord, playbook: NamedPlaybook, typed: string): boolean {
  const isCalledOff = meantWords(typed, languageOf(agent, language)).some(({ kind }) => kind === 'withdraw')
  return isCalledOff && isOfOtherDeed(typed, playbook, agent)
}

// What denies may stand beside what is asked for all the same: a button asks for it.
async function leftAlone(record: TurnRecord, playbook: string, typed: string, embed: Embed): Promise<Route> {
  const isAsked = asksForSomething(typed, record.live.agent.languages)
  const named = isAsked ? await whatTakesNamed(record, typed, embed) : null
  return { to: 'cancelled', playbook, because: 'said', ...(named && { values: [...named.values] }) }
}
