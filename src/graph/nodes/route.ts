import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import type { Tx } from '#memory/database/database.ts'
import { appendToThread } from '#memory/threads/append-to-thread.ts'
import { queueRun } from '#memory/runs/queue-run.ts'
import { storeRoute } from '#memory/runs/runs.ts'
import { ownWords, type Part } from '#memory/threads/part.ts'
import { personButton } from '#turn/hand-over/offered-person.ts'
import { routeWithPerson, withPersonParts } from '#turn/hand-over/with-person.ts'
import { otherLanguageText } from '#dialogue/utterance/other-language.ts'
import { speaking } from '#turn/speaking.ts'
import { notUnderstood } from '#routing/texts/not-understood.ts'
import { spokenLanguage } from '#routing/texts/spoken-language.ts'
import { calledProcedure } from '#routing/called-procedure.ts'
import { chooseRoute } from '#routing/choose-route.ts'
import { heardBy } from '#routing/talk-route.ts'
import { askedAllTheSame, talkParts, whichParts } from '#routing/texts/talk-parts.ts'
import type { Route } from '#dialogue/contract.ts'
import { offeredInstead } from '#routing/texts/offered-instead.ts'
import { cancelledText, questionText } from '#routing/texts/question-text.ts'
import { isMailChannel, isOutsidePlace } from '#core/outside-principal.ts'
import { isAnyPlanOpen } from '#routing/is-plan-open.ts'
import { handOn } from '#routing/hand-on.ts'
import { longAlone, passedOnParts, routePassedOn } from '#routing/passed-on.ts'
import { leadText } from '#routing/texts/lead-text.ts'
import { readTurn, rememberRoute, screenedMessage, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { Next, TurnState, TurnUpdate } from '#turn/state.ts'
import { appendThreadEvents } from '#turn/feed/append-thread-events.ts'
import { turnOf } from '#turn/turn.ts'

/** Decides what a message is for, once: the decision stands on the run's row, where a plan follows from when that is there. */
export async function route(
  services: Services,
  _state: TurnState,
  config: LangGraphRunnableConfig,
): Promise<TurnUpdate> {
  const turn = turnOf(config)
  const read = readTurn(services, turn)
  if (read.route && read.route.to !== 'wish') return onward(read.route, read)
  // Only the requester's own typed words route a message and fill slots; what they quote or paste is a reference.
  const screened = screenedMessage(read)
  const { typed } = screened
  const spoken = read.route
    ? { language: read.language, other: null, wordless: read.spoken, isKnown: false }
    : spokenLanguage(read, typed, heardBy(read, typed))
  const { language } = spoken
  const record = { ...read, language }
  const long = record.message.joined.length === 0 ? longAlone(screened, record.live.agent) : null
  const choose = async () =>
    calledProcedure(record) ??
    (services.gateway ? null : notUnderstood(record, spoken)) ??
    (long === null
      ? await chooseRoute(services, record, { said: typed, spoken, signal: turn.signal })
      : await routePassedOn(services, record, long, turn.signal))
  const isAnyOpen = (planIds: readonly string[]) => isAnyPlanOpen(services, record, planIds)
  const routed = await routeWithPerson(record, typed, { choose, isAnyOpen })
  const { route: chosen, queued } = handOn(forThePlace(routed, record), turn.hold)
  const update = onward(chosen, record)
  const { runId } = turn.hold
  const write = (tx: Tx) =>
    Promise.all([
      queued && queueRun(tx, turn.hold, { ...queued, language, agentHash: record.live.agent.hash }),
      storeRoute(tx, turn.hold, { route: chosen, language, agentHash: record.live.agent.hash }),
      appendThreadEvents(
        tx,
        services,
        turn.threadId,
        { type: 'run-started', runId, language, answers: record.answers },
        { type: 'node-started', runId, node: update.next },
      ),
    ])
  if (update.next === 'plan') turn.unwrittenRoute = write
  else await appendToThread(services.database, turn, write)
  rememberRoute(turn, record, chosen)
  return update
}

// A place that others read has nobody's rights: what is in public documents is said there, and nothing else is begun.
function forThePlace(chosen: Route, { principal }: TurnRecord): Route {
  if (!isOutsidePlace(principal.id)) return chosen
  const isForAll = ['answer', 'talk', 'other-language', 'cancelled', 'too-many', 'passed-on'].includes(chosen.to)
  if (!isForAll || chosen.planCall) return { to: 'in-private' }
  return chosen.to === 'answer' ? { ...chosen, orPlan: undefined } : chosen
}

function onward(chosen: Route, record: TurnRecord) {
  const next = chosen.planCall ? 'change-plan' : nextOf(chosen)
  const lead = leadText(chosen, record)
  const first: readonly Part[] = lead === '' ? [] : [ownWords('lead', lead)]
  return { next, reply: [...first, ...question(chosen, record)] } as const
}

/** Where a turn goes by its route, once what is open in its thread was seen to. */
export function nextOf({ to }: Route): Next {
  const nexts: Record<Route['to'], Next> = {
    answer: 'answer',
    playbook: 'plan',
    plan: 'plan',
    'ask-slot': 'respond',
    confirm: 'respond',
    'offer-person': 'respond',
    cancelled: 'respond',
    'other-language': 'respond',
    talk: 'respond',
    'too-many': 'respond',
    wish: 'respond',
    'ask-which': 'respond',
    'open-plan': 'respond',
    'hand-over': 'hand-over',
    'no-person': 'hand-over',
    'with-person': 'respond',
    'passed-on': 'respond',
    'in-private': 'respond',
  }
  return nexts[to]
}

const UNKNOWN_SENDER =
  'I can’t be sure who sent this mail, so by mail I only say what everybody may read. Sign in and ask me there.'
const READ_ALONG = 'That is private, so I don’t answer it where others can read it. Write to me directly.'

function question(chosen: Route, record: TurnRecord): readonly Part[] {
  const { agent } = record.live
  const say = (text: string): readonly Part[] => [ownWords(chosen.to, text)]
  switch (chosen.to) {
    case 'ask-slot':
      return [...say(questionText(chosen, record)), ...offeredInstead(chosen, record)]
    case 'confirm':
      return say(questionText(chosen, record))
    case 'offer-person':
      return [...say(questionText(chosen, record)), ...personButton(agent, speaking(agent, record.language))]
    case 'talk':
      return talkParts(chosen, record)
    case 'cancelled': {
      const choices = askedAllTheSame(chosen, record)
      return [...say(cancelledText(choices.length > 0 ? 'taken-as-no' : chosen.because, record)), ...choices]
    }
    case 'playbook':
    case 'plan':
      return chosen.note ? say(chosen.note) : []
    case 'ask-which':
      return whichParts(record, chosen.playbooks)
    case 'other-language':
      return [
        ...say(otherLanguageText(chosen.language, agent.languages)),
        ...(chosen.asking ? say(questionText(chosen.asking, record)) : []),
      ]
    case 'too-many':
      return say(
        speaking(agent, record.language).say(
          'That is too much at once for me. Nothing was done. Please send it in several messages, with ten things at most in each.',
        ),
      )
    case 'with-person':
      return withPersonParts(record, screenedMessage(record).typed)
    case 'in-private':
      return say(speaking(agent, record.language).say(isMailChannel(record.channel) ? UNKNOWN_SENDER : READ_ALONG))
    case 'passed-on':
      return passedOnParts(record, chosen)
    case 'answer':
    case 'hand-over':
    case 'no-person':
    case 'wish':
    case 'open-plan':
      return []
  }
}
