import type { MessageReading, ReadWish } from '#dialogue/message-reading.ts'
import type { Route } from '#dialogue/contract.ts'
import { shownWish, type Wish } from '#dialogue/wish.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { leave } from '../dialogue/continue-dialogue.ts'
import { isAnswerable, openQuestion } from '../open-question.ts'
import { plansInThread } from '../open-plan/plans-in-thread.ts'
import { unlessSameWaits } from '../open-plan/same-waits.ts'
import { afterwards, NONE } from '../wishes/route-wishes.ts'
import { wordsOf, type Handler, type Heard } from './heard.ts'
import { onAnswer, onConsent } from './on-answer.ts'
import { onChange, onNo, onYes } from './on-open-plan.ts'
import { onPlanned, onProcedure } from './on-procedure.ts'
import { onYesIf } from './on-yes-if.ts'
import { onPerson, onQuestion, onRecap, onTalk, onWait } from './on-talk.ts'

/** Who is asked, in this order, where a wish goes: the first that takes it. */
const HANDLERS: readonly Handler[] = [
  onPerson,
  onWait,
  onRecap,
  onConsent,
  onYesIf,
  onYes,
  onNo,
  onChange,
  onAnswer,
  onProcedure,
  onPlanned,
  onQuestion,
  onTalk,
]

/** Where a message goes by its reading: its first wish, with what is to come after it. */
export async function routeReading(
  services: Services,
  record: TurnRecord,
  {
    typed,
    reading,
    signal,
  }: { readonly typed: string; readonly reading: MessageReading; readonly signal: AbortSignal },
): Promise<Route> {
  const said = withoutHedgedYes(reading.wishes)
  const wishes = plannedTogether(said.filter((wish) => said.every(isBeside) || !isBeside(wish)))
  const [first, ...others] = wishes
  const isOpen = openQuestion(record, typed) !== null
  const waiting = record.routeBefore?.wishes?.held ?? []
  const [held, undone] = isOpen ? [waiting, []] : [[], waiting]
  if (!first) return { to: 'answer' }
  const isOnly = others.length === 0
  const route = await routeRead(services, record, { typed, wish: first, isOnly, signal })
  if (isOnly) return afterwards(route, { ...NONE, held: [...held], undone: [...undone] })
  const all = wishes.map((wish) => asWish(wish, typed, record))
  const [own = null, ...later] = all
  return afterwards(route, { ...NONE, own, all, held: [...later, ...held], undone: [...undone] })
}

/** Where one wish goes that was read. What is open besides stays open behind it. */
export async function routeRead(
  services: Services,
  record: TurnRecord,
  {
    typed,
    wish,
    isOnly,
    signal,
  }: { readonly typed: string; readonly wish: ReadWish; readonly isOnly: boolean; readonly signal: AbortSignal },
): Promise<Route> {
  const words = wordsOf(typed, wish)
  const open = openQuestion(record, words)
  const dialogue = open && isAnswerable(record) ? open : null
  const plans = await plansInThread(services, record)
  const heard: Heard = { services, record, wish, words, typed, isOnly, dialogue, plans, signal }
  for (const handler of HANDLERS) {
    const route = await handler(heard)
    if (!route) continue
    // What answers the question leaves nothing open, also where a plan has to look it up.
    const isAnswered = handler === onAnswer || handler === onConsent || wish.act === 'answer'
    const kept = open && !isAnswered ? leave(open, route) : route
    return unlessSameWaits(services, record, words, kept)
  }
  return { to: 'answer' }
}

const BESIDE: ReadonlySet<ReadWish['act']> = new Set(['talk', 'tell'])

// What is only told or said beside a wish is part of it.
function isBeside({ act }: ReadWish): boolean {
  return BESIDE.has(act)
}

const HEDGES: ReadonlySet<ReadWish['act']> = new Set(['change', 'no', 'yes-if'])

// “Yes, but …”: a yes beside something else that is wanted of the same plan agrees to nothing.
function withoutHedgedYes(wishes: readonly ReadWish[]): readonly ReadWish[] {
  const isHedge = (yes: ReadWish, { act, planId }: ReadWish) =>
    HEDGES.has(act) && (yes.planId === null || planId === null || yes.planId === planId)
  return wishes.filter((wish) => wish.act !== 'yes' || !wishes.some((other) => isHedge(wish, other)))
}

// What one plan does, one plan does together.
function plannedTogether(wishes: readonly ReadWish[]): readonly ReadWish[] {
  const planned = wishes.filter(isPlanned)
  const [first] = planned
  if (!first || planned.length === 1) return wishes
  const said = planned.flatMap((wish) => wish.said).toSorted((one, other) => one.start - other.start)
  const act = planned.some((wish) => wish.act === 'do') ? 'do' : first.act
  const values = planned.flatMap((wish) => wish.values)
  const together: ReadWish = { ...first, act, said, values, question: null }
  return wishes.flatMap((wish) => (wish === first ? [together] : isPlanned(wish) ? [] : [wish]))
}

function isPlanned({ act, procedure, from }: ReadWish): boolean {
  return procedure === null && (act === 'do' || (act === 'ask' && from === 'tools'))
}

function asWish(wish: ReadWish, typed: string, { message }: TurnRecord): Wish {
  const { act, said } = wish
  const asks = act === 'answer' ? 'reply' : act === 'ask' || act === 'talk' || act === 'tell' ? 'question' : 'deed'
  return { messageId: message.id, text: shownWish(typed, said) || typed.trim(), said, asks, read: wish }
}
