import { pointerTokens } from '#core/json-pointer.ts'
import { isJsonObject, leaves, type Json, type JsonPointer } from '#core/json.ts'
import { nearestLabel, type Label } from '#plan-language/values/label.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { wordsIn } from '#plan-language/analysis/written-words.ts'
import type { TurnRecord } from '#turn/read-turn.ts'
import { isForModels } from '../titles/for-models.ts'

export type Reader = Pick<TurnRecord, 'live' | 'principal'>
export type Made = Pick<PlanRecord, 'program' | 'slots' | 'journal'>

/** A piece of what may stand in a text: as it is, or in the place of a value that isn't shown. */
interface Piece {
  readonly text: string
  /** What it hangs on, where it is a value that is shown. */
  readonly label?: Label
  /** What stands in its place. */
  readonly hidden?: string
}

/** Characters of a text that are gone through. */
const MOST = 1_000

/**
 * A text that a program put together in the pieces that it is made of: the program's own words and values that are vouched for
 * as they are, with the labels of these; other values by kind and number; what is none of them isn't shown.
 */
export function shownPieces(
  whole: string,
  made: Made,
  reader: Reader,
): { readonly text: string; readonly labels: readonly Label[] } {
  const text = whole.slice(0, MOST)
  const pieces = [...valuePieces(made, reader), ...wordsIn(made.program).map((words) => ({ text: words }))].toSorted(
    (a, b) => b.text.length - a.text.length,
  )
  const found: (Piece | null)[] = []
  for (let at = 0; at < text.length;) {
    const piece = pieces.find((each) => text.startsWith(each.text, at)) ?? null
    if (piece !== null || found.at(-1) !== null || found.length === 0) found.push(piece)
    at += piece?.text.length ?? 1
  }
  const shown = found.filter((piece) => piece !== null)
  return {
    text: withoutCrumbs(found).join(''),
    labels: shown.flatMap(({ label, hidden }) => (label && hidden === undefined ? [label] : [])),
  }
}

/** Shorter words of the program's show nothing beside what isn't known, and might spell it. */
const LEAST_WORDS = 3

function withoutCrumbs(found: readonly (Piece | null)[]): readonly string[] {
  const isCrumb = (piece: Piece | null | undefined) =>
    piece === null || (piece !== undefined && piece.hidden === undefined && piece.text.length < LEAST_WORDS)
  const words: string[] = []
  let isUnknown = false
  found.forEach((piece, index) => {
    const isBeside = found[index - 1] === null || found[index + 1] === null
    const isShown = piece !== null && !(isBeside && isCrumb(piece))
    if (isShown) words.push(piece.hidden ?? piece.text)
    else if (!isUnknown) words.push('[not shown]')
    isUnknown = !isShown
  })
  return words
}

// Of what was read a text that nobody vouches for is hidden, also where somebody vouches for the same one elsewhere.
function valuePieces({ slots, journal, program }: Made, reader: Reader): readonly Piece[] {
  const hidden = new Map<string, Piece>()
  const shown = new Map<string, Piece>()
  const read = parseJournal(journal).flatMap(({ answer }) => (answer.ok ? [answer] : []))
  for (const { value: whole, labels } of [...read, ...Object.values(slots)]) {
    for (const [pointer, leaf] of leaves(whole)) {
      const text = typeof leaf === 'string' || typeof leaf === 'number' ? String(leaf) : ''
      const label = nearestLabel(labels, pointer)
      if (text === '' || hidden.has(text)) continue
      if (label && isForModels(label, reader)) shown.set(text, { text, label })
      else hidden.set(text, { text, hidden: `[${kindOf(pointer, program)} ${hidden.size + 1}${ofWhat(pointer)}]` })

      function ofWhat(place: JsonPointer): string {
        const id = idAbove(whole, place, (at) => {
          const known = nearestLabel(labels, at)
          return known !== null && isForModels(known, reader)
        })
        return id === null ? '' : ` of ${id}`
      }
    }
  }
  return [...hidden.values(), ...[...shown.values()].filter(({ text }) => !hidden.has(text))]
}

// A field's name may be of what was read: it is told where the program names it, too.
function kindOf(pointer: JsonPointer, program: string): string {
  const name = pointerTokens(pointer).findLast((token) => !/^\d+$/u.test(token)) ?? ''
  return /^[A-Za-z]\w*$/u.test(name) && new RegExp(`\\b${name}\\b`, 'u').test(program) ? name : 'text'
}

/** The id of the nearest record around a place that has one that may be shown; null where none has. */
function idAbove(whole: Json, pointer: JsonPointer, isShown: (pointer: JsonPointer) => boolean): string | null {
  const tokens = pointerTokens(pointer)
  let value: Json | undefined = whole
  let id: string | null = null
  let at = ''
  for (const token of tokens) {
    const own: Json | undefined = isJsonObject(value) ? value['id'] : undefined
    if ((typeof own === 'string' || typeof own === 'number') && isShown(`${at}/id`)) id = String(own)
    at += `/${token}`
    value = Array.isArray(value) ? value[Number(token)] : isJsonObject(value) ? value[token] : undefined
  }
  return id
}
