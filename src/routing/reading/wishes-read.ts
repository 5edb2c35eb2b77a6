import type { MessageReading, ReadWish } from '#dialogue/matching/message-reading.ts'
import type { Span } from '#dialogue/span.ts'
import { shownWish } from '#dialogue/utterance/wish.ts'
import type { SaidWish } from '../wishes/divide-message.ts'

/** The wishes of a message that a model read, in the order said. `isOpen`: something waits here for its writer. */
export function wishesRead(
  { wishes }: MessageReading,
  typed: string,
  { isOpen }: { readonly isOpen: boolean },
): readonly SaidWish[] {
  const said = withoutHedgedYes(wishes)
  const isBeside = (wish: ReadWish) => BESIDE.has(wish.act) || (!isOpen && isNoToNothing(wish))
  const wanted = said.filter((wish) => said.every(isBeside) || !isBeside(wish))
  const together = agreedTogether(plannedTogether(wanted))
  return together.map((wish) => asWish(wish, typed, together))
}

/** What is only told or said beside a wish is part of it. */
const BESIDE: ReadonlySet<ReadWish['act']> = new Set(['talk', 'tell'])

// "No need right now, just asking."
function isNoToNothing({ act, planId, procedure }: ReadWish): boolean {
  return act === 'no' && planId === null && procedure === null
}

const HEDGES: ReadonlySet<ReadWish['act']> = new Set(['change', 'no', 'yes-if'])

// “Yes, but …”: a yes beside something else that is wanted of the same plan agrees to nothing.
function withoutHedgedYes(wishes: readonly ReadWish[]): readonly ReadWish[] {
  const isHedge = (yes: ReadWish, { act, planId }: ReadWish) =>
    HEDGES.has(act) && (yes.planId === null || planId === null || yes.planId === planId)
  return wishes.filter((wish) => wish.act !== 'yes' || !wishes.some((other) => isHedge(wish, other)))
}

// "Yes, both": each knows of the other.
function agreedTogether(wishes: readonly ReadWish[]): readonly ReadWish[] {
  const agreedTo = [...new Set(wishes.flatMap(({ act, planId }) => (act === 'yes' && planId !== null ? [planId] : [])))]
  if (agreedTo.length < 2) return wishes
  return wishes.map((wish) => (wish.act === 'yes' && wish.planId !== null ? { ...wish, agreedTo } : wish))
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

function asWish(wish: ReadWish, typed: string, all: readonly ReadWish[]): SaidWish {
  const { act, said } = wish
  const asks = act === 'answer' ? 'reply' : act === 'ask' || act === 'talk' || act === 'tell' ? 'question' : 'deed'
  const others = all.flatMap((other) => (other === wish ? [] : other.said))
  const text = stretches(typed, said, others).map((stretch) => shownWish(typed, [stretch]))
  return { text: text.join(' … ') || typed.trim(), said, asks, read: wish }
}

// Pieces with what stands between them, where nothing of that is another wish's.
function stretches(typed: string, said: readonly Span[], others: readonly Span[]): readonly Span[] {
  return said.reduce<readonly Span[]>((so, piece) => {
    const before = so.at(-1)
    if (!before) return [piece]
    const isOthers = others.some(({ start, end }) =>
      /[\p{L}\p{N}]/u.test(typed.slice(Math.max(start, before.end), Math.min(end, piece.start))),
    )
    return isOthers ? [...so, piece] : [...so.slice(0, -1), { ...before, end: Math.max(before.end, piece.end) }]
  }, [])
}
