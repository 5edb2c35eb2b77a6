import type { Route } from '#dialogue/contract.ts'
import { isWholeUtterance } from '#dialogue/utterance/negation-scope.ts'
import { isOneOf, plainWords } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { isPlainWord, mayConsent } from '#dialogue/utterance/plain-consent.ts'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { slotName } from '#dialogue/slot-filling/slot-name.ts'
import { takesOfferedPerson } from '#turn/hand-over/offered-person.ts'
import type { TalkKind } from '#agents/talk-kind.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import type { OpenDialogue } from '../dialogue/dialogue.ts'
import { takeUp } from '../dialogue/leave.ts'
import { answerInWords, fillFromReply } from '../dialogue/reply-rules.ts'
import { isAnswerable, isLeftAside, openQuestion } from './open-question.ts'
import { answerWhich } from '../open-plan/answer-which.ts'
import { callOpenPlan } from '../open-plan/call-open-plan.ts'
import { meantWords } from '../open-plan/meant-words.ts'
import { answerByRequester } from '../open-plan/requester-decision.ts'
import { namesStep } from '../open-plan/plan-words.ts'
import { isOpen, plansInThread } from '../open-plan/plans-in-thread.ts'
import { heardBy, talkRoute } from '../talk-route.ts'

/** Talk that means the same wherever it is said. */
const TALK: ReadonlySet<TalkKind> = new Set([
  ...(['person', 'greeting', 'thanks', 'goodbye', 'how-are-you', 'what-can-you-do', 'who-are-you'] as const),
  'kind-words',
])

/**
 * Whether a message says yes or no in more than plain words while a plan waits in its thread: who reads it has to say to what.
 */
export async function saysMoreToCard(services: Services, record: TurnRecord, typed: string): Promise<boolean> {
  const { languages } = record.live.agent
  return mayConsent(typed, languages) && !isPlainWord(typed, languages) && isBesideCard(services, record)
}

async function isBesideCard(services: Services, record: TurnRecord): Promise<boolean> {
  return (
    record.routeBefore !== null && (await plansInThread(services, record)).some(({ status }) => status === 'waiting')
  )
}

/**
 * Where a message goes that says nothing beside what was asked for, or beside a yes, a no, "cancel that", a greeting or
 * thanks, in just these words: no model has to read it. Null for all else, and beside a card that waits for all but a plain yes, no
 * or thanks.
 */
export async function plainAnswer(services: Services, record: TurnRecord, typed: string): Promise<Route | null> {
  const dialogue = openQuestion(record, typed)
  if (record.spoken !== null && !isOfNoLanguage(record, typed))
    return dialogue && isAnswerable(record) && asksForSign(dialogue) ? valueAlone(dialogue, typed) : null
  const answered = dialogue && isAnswerable(record) ? answerTo(dialogue, record, typed) : null
  if (answered) return answered
  const which = await answerWhich(services, record, typed)
  if (which && !isShownAgain(which)) return which
  const { languages } = record.live.agent
  if (!isPlainWord(typed, languages) && (await isBesideCard(services, record))) return null
  const decided = await answerByRequester(services, record, typed)
  if (decided && !isShownAgain(decided)) return decided
  if (takesOfferedPerson(record, typed)) return { to: 'hand-over' }
  const language = languageOf(record.live.agent, record.language)
  const isCancelled = meantWords(typed, language).some((meant) => meant.kind === 'withdraw' && meant.isBare)
  if (isCancelled && !(await isOfACard(services, record, typed))) return callOpenPlan(services, record, typed)
  const { kinds } = heardBy(record, typed)
  const isTalk = dialogue === null && kinds.length > 0 && kinds.every((kind) => TALK.has(kind))
  return isTalk ? talkRoute(record, typed) : null
}

// “Ok 👍” is no yes by the rules, and may be one to who reads it.
function isShownAgain({ planCall }: Route): boolean {
  return planCall?.do === 'tell' && planCall.why === 'shown'
}

// Beside a card that cancels an order, “cancel it” may be a yes to that.
async function isOfACard(services: Services, record: TurnRecord, typed: string): Promise<boolean> {
  const words = plainWords(typed).split(' ')
  const open = (await plansInThread(services, record)).filter(isOpen)
  return open.some(({ effects }) =>
    effects.some(({ tool }) => words.some((word) => namesStep([word], tool, record.live))),
  )
}

function answerTo(dialogue: OpenDialogue, { routeBefore }: TurnRecord, typed: string): Route | null {
  const { language, playbook } = dialogue
  if (isLeftAside(routeBefore)) return takeUp(dialogue)
  if (isOneOf(typed, language.cancel, language)) return { to: 'cancelled', playbook: playbook.name, because: 'said' }
  return answerInWords(dialogue, typed) ?? valueAlone(dialogue, typed)
}

// Rules have no words of the requester's language: "no" may be a yes in it. A button says ours, and "2" is said in all.
function isOfNoLanguage({ choicesSeen }: TurnRecord, typed: string): boolean {
  return !/\p{L}/u.test(typed) || choicesSeen.some(({ says }) => says === typed.trim())
}

// An order's number and an address are the same in every language.
function asksForSign({ asking, playbook }: OpenDialogue): boolean {
  const type = asking.to === 'ask-slot' ? playbook.slots[asking.missing]?.type : undefined
  return type === 'pattern' || type === 'email'
}

function valueAlone(dialogue: OpenDialogue, typed: string): Route | null {
  const { asking, language, playbook, now } = dialogue
  if (asking.to !== 'ask-slot') return null
  const slot = playbook.slots[asking.missing]
  // A text may be anything, so also something else.
  if (!slot || slot.type === 'text') return null
  const label = slotName(asking.missing, slot)
  const { kind, taken } = readSlot(slot, typed, { language, now, isAsked: true, label })
  return kind === 'value' && isWholeUtterance(typed, taken, { language, label }) ? fillFromReply(dialogue, typed) : null
}
