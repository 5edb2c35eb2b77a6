import type { MessageReading, ReadWish } from '#dialogue/matching/message-reading.ts'
import { shownWish } from '#dialogue/utterance/wish.ts'
import type { SaidWish } from '../wishes/divide-message.ts'

/** The wishes of a message that a model read, in the order said. */
export function wishesRead({ wishes }: MessageReading, typed: string): readonly SaidWish[] {
  const said = withoutHedgedYes(wishes)
  const wanted = said.filter((wish) => said.every(isBeside) || !isBeside(wish))
  return plannedTogether(wanted).map((wish) => asWish(wish, typed))
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

function asWish(wish: ReadWish, typed: string): SaidWish {
  const { act, said } = wish
  const asks = act === 'answer' ? 'reply' : act === 'ask' || act === 'talk' || act === 'tell' ? 'question' : 'deed'
  return { text: shownWish(typed, said) || typed.trim(), said, asks, read: wish }
}
