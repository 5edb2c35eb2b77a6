import { isSaidOnce } from './said-once.ts'

/** A change of something that is known, as somebody says it: "two days later", "by 10 percent". */
export type SaidChange = { readonly said: string } & (
  | { readonly kind: 'days' | 'months'; readonly by: number }
  /** `by` is a decimal without a sign; what is lowered has `isUp: false`. */
  | { readonly kind: 'percent' | 'number'; readonly by: string; readonly isUp: boolean }
)

const COUNTS: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ ein: 1, eine: 1, einen: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10 },
}
const UNITS: Readonly<Record<string, { readonly kind: 'days' | 'months'; readonly each: number }>> = {
  ...{ day: { kind: 'days', each: 1 }, tag: { kind: 'days', each: 1 } },
  ...{ week: { kind: 'days', each: 7 }, woche: { kind: 'days', each: 7 } },
  ...{ month: { kind: 'months', each: 1 }, monat: { kind: 'months', each: 1 } },
}

const COUNT = String.raw`(?<count>\d{1,3}|${Object.keys(COUNTS).join('|')})`
const UNIT = String.raw`(?<unit>day|week|month|tag|woche|monat)(?:s|n|en|e)?`
/** A point before three digits, or a comma, is a thousand in one language and a part in another. */
const DECIMAL = String.raw`(?<number>\d{1,9}(?:\.(?:\d{1,2}|\d{4,6}))?)(?![\p{N}]|[.,]\p{N})`
const BEFORE = String.raw`(?<![\p{L}\p{N}.,-])`
const BEHIND = String.raw`(?![\p{L}\p{N}]|-\p{L})`

const TURNED = new RegExp(String.raw`${BEFORE}${COUNT}\s+${UNIT}\s+(?<way>later|earlier|später|früher)${BEHIND}`, 'giu')
const SHIFTED = new RegExp(String.raw`${BEFORE}(?:by|um)\s+${COUNT}\s+${UNIT}${BEHIND}`, 'giu')
const PERCENT = new RegExp(
  String.raw`${BEFORE}(?:by|um)\s+${DECIMAL}\s*(?:%|(?:percent|per\s+cent|prozent)${BEHIND})`,
  'giu',
)
const NUMBER = new RegExp(String.raw`${BEFORE}(?:by|um)\s+${DECIMAL}(?=\s*(?:[.!,;]?\s*$|[,;]\s))`, 'gimu')

const PUT_OFF = /(?<!\p{L})(?:move|postpone|delay|put\s+off|defer|verschieben?|verschiebst|verlegen?)(?!\p{L})/iu
/** Beside one of these a move may be to an earlier day. */
const OTHER_WAY =
  /(?<!\p{L})(?:forwards?|ahead|back|backwards?|up|earlier|sooner|vor|vorn|vorne|vorwärts|zurück|früher)(?!\p{L})/iu
const UP = /(?<!\p{L})(?:raise|increase|lift|erhöhen?|steigern?|heben?|anheben)(?!\p{L})/iu
const DOWN = /(?<!\p{L})(?:lower|reduce|decrease|cut|senken?|reduzieren?|verringern?|mindern?)(?!\p{L})/iu

/** The one change that the words of a request say; null where they say none, several, or one that may be read in two ways. */
export function saidChange(request: string): SaidChange | null {
  const found = [
    ...[...request.matchAll(TURNED)].map(({ groups }) => turned(groups)),
    ...[...request.matchAll(SHIFTED)].map(({ groups, index, 0: { length } }) =>
      shifted(groups, request, index + length),
    ),
    ...[...request.matchAll(PERCENT)].map(({ groups }) => changed('percent', groups, request)),
    ...[...request.matchAll(NUMBER)].map(({ groups }) => changed('number', groups, request)),
  ]
  const [change] = found
  if (!change || found.length > 1) return null
  return /^\d/u.test(change.said) && !isSaidOnce(change.said, request) ? null : change
}

type Groups = Readonly<Record<string, string | undefined>> | undefined

function turned(groups: Groups): SaidChange | null {
  const isLater = /^(?:later|später)$/iu.test(groups?.['way'] ?? '')
  return moved(groups, isLater ? 1 : -1)
}

// "Two days later" within "by two days later" is one change, and isn't put off by its verb.
function shifted(groups: Groups, request: string, behind: number): SaidChange | null {
  if (/^\s+(?:later|earlier|später|früher)/iu.test(request.slice(behind))) return null
  return PUT_OFF.test(request) && !OTHER_WAY.test(request) ? moved(groups, 1) : null
}

function moved(groups: Groups, way: 1 | -1): SaidChange | null {
  const count = (groups?.['count'] ?? '').toLowerCase()
  const by = /^\d+$/u.test(count) ? Number(count) : COUNTS[count]
  const unit = UNITS[(groups?.['unit'] ?? '').toLowerCase()]
  if (by === undefined || by === 0 || !unit) return null
  return { kind: unit.kind, by: way * by * unit.each, said: count }
}

function changed(kind: 'percent' | 'number', groups: Groups, request: string): SaidChange | null {
  const by = groups?.['number'] ?? ''
  const isUp = UP.test(request)
  return isUp === DOWN.test(request) || Number(by) === 0 ? null : { kind, by, isUp, said: by }
}
