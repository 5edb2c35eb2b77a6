import { asksBack } from '#dialogue/asks-back.ts'
import { plainWords } from '#dialogue/language.ts'
import { overlaps, type Span } from '#dialogue/span.ts'
import { speechActs } from '#dialogue/speech-acts.ts'
import { namesDeed } from '#dialogue/requested-words.ts'
import type { Dividing, MeantGroup } from './dividing.ts'
import { placesOf } from './listed-values.ts'
import { pointsBack } from '../points-back.ts'
import { wishWords } from '#dialogue/wish.ts'

/** The wishes among groups: “I want my money back, please refund A12” is one, and so is “refund A12, please hurry”. */
export function merged(groups: readonly MeantGroup[], context: Dividing): readonly MeantGroup[] {
  const kept: MeantGroup[] = []
  for (const group of groups) {
    const same = kept.findLastIndex((one, at) => isSameWish(one, group, { ...context, isNext: at === kept.length - 1 }))
    const one = kept[same]
    if (one) kept[same] = { ...one, said: [...one.said, ...group.said], playbook: one.playbook ?? group.playbook }
    else kept.push(group)
  }
  return kept
}

interface Comparing extends Dividing {
  /** The one follows the other at once. */
  readonly isNext: boolean
}

function isSameWish(one: MeantGroup, other: MeantGroup, context: Comparing): boolean {
  const { typed, language, isNext } = context
  if (one.asks !== 'deed' || other.asks !== 'deed') return false
  const words = plainWords(wishWords(typed, other.said)).split(' ')
  if (isNext && words.every((word) => language.urging.includes(word))) return true
  if (isNext && language.subordinates.includes(words[0] ?? '')) return true
  // "Please update order A58: new address Elm Street 4": what stands behind a colon says what that before it is.
  if (isNext && one.playbook === null && isBehindColon(other, typed)) return true
  if (isNext && onlyTurnsDown(one, context) && !isOfOther(one, other, context)) return true
  const playbook = one.playbook ?? other.playbook
  const hasOwn =
    playbook &&
    Object.values(playbook.slots).some(
      (slot) => slot.type === 'pattern' && valuesIn(slot.pattern, typed, other.said) !== '',
    )
  // "I want to return A17 and ask for a refund": what is given back is one wish, by whatever it is called.
  if (isNext && [one, other].every((each) => givesBack(each, context)) && !namesValue(other, context)) return true
  const isUnclear = one.playbook === null || other.playbook === null || one.playbook === other.playbook
  if (isNext && isUnclear && !hasOwn && pointsBack(words.join(' '), language)) return true
  if (!playbook || one.nearest !== other.nearest || (!isNext && one.playbook !== other.playbook)) return false
  const values = Object.values(playbook.slots).flatMap((slot) =>
    slot.type === 'pattern'
      ? [[valuesIn(slot.pattern, typed, one.said), valuesIn(slot.pattern, typed, other.said)]]
      : [],
  )
  const isSame = values.every(
    ([before = '', after = '']) => before === after || (isNext && (before === '' || after === '')),
  )
  return isSame && (isNext || values.some(([before]) => before !== ''))
}

function isBehindColon({ said: [first] }: MeantGroup, typed: string): boolean {
  return first !== undefined && /:\s*$/u.test(typed.slice(0, first.start))
}

// "I don't want my money, I want a lamp that works. Please send me another": the second says what the first wants.
function onlyTurnsDown({ said }: MeantGroup, { typed, record }: Comparing): boolean {
  const { languages } = record.live.agent
  const own = speechActs(typed, languages).filter((clause) => overlaps(clause, said))
  const isNamed = own.some(({ act, start, end }) => act === 'request' && namesDeed(typed.slice(start, end), languages))
  return own.some(({ act }) => act === 'contrast') && !isNamed
}

function isOfOther(one: MeantGroup, other: MeantGroup, { typed, record }: Comparing): boolean {
  return record.live.agent.playbooks.some(({ slots }) =>
    Object.values(slots).some((slot) => {
      if (slot.type !== 'pattern') return false
      const [before, after] = [valuesIn(slot.pattern, typed, one.said), valuesIn(slot.pattern, typed, other.said)]
      return before !== '' && after !== '' && before !== after
    }),
  )
}

function givesBack({ said }: MeantGroup, { typed, record }: Comparing): boolean {
  return asksBack(wishWords(typed, said), record.live.agent.languages)
}

function namesValue({ said }: MeantGroup, { typed, record }: Comparing): boolean {
  return record.live.agent.playbooks.some(({ slots }) =>
    Object.values(slots).some((slot) => slot.type === 'pattern' && valuesIn(slot.pattern, typed, said) !== ''),
  )
}

function valuesIn(pattern: string, typed: string, said: readonly Span[]): string {
  const values = placesOf(pattern, wishWords(typed, said)).map(({ value }) => value)
  return [...new Set(values)].toSorted().join(' ')
}
