import { argumentWords } from '#plan-language/values/argument-words.ts'
import { argumentPaths, unlistedArguments } from '#cards/drawing/plan-path.ts'
import { originText, type Card } from '#cards/drawing/card.ts'
import { stepRows, type CardRow, type CardValue } from '#cards/drawing/card-rows.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { excerptLines } from './excerpt-lines.ts'
import { foldValue, foldText } from './fold-text.ts'
import { columnsOf, indentedLines, padColumns, wrapColumns } from './text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

interface StepOptions {
  readonly width: number
  /** Nothing folded, and of each value how it came to be. */
  readonly details?: boolean
  readonly plan: PlanView
  readonly reader: Viewer
  /** The card as it was shown before: what differs is marked. */
  readonly before: Card | null
}

const TITLE_AT = 7
const VALUE_AT = 32
const ORIGIN_AT = 58
/** Below this the three columns are too narrow, and arguments stand under their step. */
const COLUMNS_FROM = 76

/** The steps of a card: mark, number, title, then each value and where it comes from, or what came of it. */
export function stepLines({ rows, isAsked }: Card, options: StepOptions): readonly string[] {
  const isWhole = options.details === true
  const shown = isWhole ? stepRows(rows) : rows
  return shown.flatMap((row) => rowLines({ ...row, isOpen: row.isOpen || isAsked || isWhole }, options))
}

function rowLines(row: CardRow, options: StepOptions): readonly string[] {
  const { width, details } = options
  const cells: readonly Cell[] = [
    ...row.facts.map((fact) => factCell(visibleText(foldText(fact, 400)))),
    ...(row.isOpen ? row.values.map((value) => valueCell(row, value, options)) : []),
    ...(details === true ? unlistedCells(row, options) : []),
  ]
  const head = `  ${MARKS[row.look]} ${padColumns(row.number, 2)} `
  const title = visibleText(foldText(row.title, 400))
  const [only, ...others] = cells
  const isSettled = only !== undefined && others.length === 0 && row.facts.length === 1
  const lines = isSettled
    ? settled(head, title, only.value, width)
    : (width >= COLUMNS_FROM ? inColumns : stacked)(head, title, cells, options)
  const folded = row.many?.folded.length ?? 0
  const all = folded === 0 ? [] : indentedLines(`… ${texts.card.allOfThem(row.many?.count ?? 0)}`, TITLE_AT, width)
  return [...lines, ...all]
}

// A closed step: its title and, at the right, what came of it.
function settled(head: string, title: string, outcome: string, width: number): readonly string[] {
  const titles = wrapColumns(title, width - TITLE_AT).map(
    (line, row) => (row === 0 ? head : ' '.repeat(TITLE_AT)) + line,
  )
  const last = titles.at(-1) ?? ''
  if (columnsOf(last) + 2 + columnsOf(outcome) > width)
    return [...titles, ...indentedLines(outcome, TITLE_AT + 2, width)]
  const at = width >= COLUMNS_FROM ? ORIGIN_AT : width - columnsOf(outcome)
  const padded = columnsOf(last) + 2 <= at && at + columnsOf(outcome) <= width ? padColumns(last, at) : `${last}  `
  return [...titles.slice(0, -1), padded + outcome]
}

interface Cell {
  readonly value: string
  readonly origin: string
  /** Free text, which gets the whole width under its step. */
  readonly isLong: boolean
  /** How each leaf of it came to be, in lines below it. */
  readonly ways: readonly string[]
}

// More than stands beside a title goes below it.
function factCell(value: string): Cell {
  return { value, origin: '', isLong: columnsOf(value) > LONG_FACT, ways: [] }
}

const LONG_FACT = 60

function valueCell(row: CardRow, value: CardValue, options: StepOptions): Cell {
  const isWhole = options.details === true
  const text = visibleText(isWhole ? value.text : foldValue(value))
  const quoted = value.unchecked ? `"${text}"` : text
  const before = beforeOf(row, value, options)
  const name = visibleText(value.words)
  const shown =
    before === null
      ? `${name} ${quoted}${wasText(value)}`
      : `~ ${name} ${quoted} (was ${visibleText(foldValue(before))})`
  const origin = visibleText(originText(value))
  return {
    value: shown,
    origin: value.unchecked ? `! ${uncheckedText(origin)}` : origin,
    isLong: columnsOf(shown) > 96,
    ways: isWhole ? [...wayTexts(row, value.name, options), ...excerptLines(value)] : [],
  }
}

// The same value as it was shown before, where it is another now.
function beforeOf({ index }: CardRow, { name, text }: CardValue, { before }: StepOptions): CardValue | null {
  const row = stepRows(before?.rows ?? []).find((one) => one.index === index)
  const value = row?.values.find((one) => one.name === name)
  return value === undefined || value.text === text ? null : value
}

function wayTexts({ index }: CardRow, name: string, { plan, reader }: StepOptions): readonly string[] {
  const effect = plan.effects[index]
  return (effect ? argumentPaths(plan, effect, name, reader) : []).map((path) =>
    visibleText(path.name === '' ? path.text : `${argumentWords(path.name)}: ${path.text}`),
  )
}

// Values that have no line of their own on a card.
function unlistedCells(row: CardRow, options: StepOptions): readonly Cell[] {
  const effect = options.plan.effects[row.index]
  return (effect ? unlistedArguments(effect) : []).map(({ name, text }) => ({
    value: visibleText(`${argumentWords(name)} ${text}`),
    origin: '',
    isLong: false,
    ways: wayTexts(row, name, options),
  }))
}

// What somebody changed, beside what it was, whether or not it was shown here before.
function wasText({ was }: CardValue): string {
  return was === null ? '' : ` (${texts.edit.was(visibleText(foldText(was, 200)))})`
}

function uncheckedText(origin: string): string {
  return /unchecked|ungeprüft/.test(origin) ? origin : `${origin}: unchecked`
}

function inColumns(head: string, title: string, cells: readonly Cell[], options: StepOptions): readonly string[] {
  const { width } = options
  const room = VALUE_AT - TITLE_AT - 1
  const fits = title.split(' ').every((word) => columnsOf(word) <= room)
  const titles = wrapColumns(title, fits && cells.length > 0 ? room : width - TITLE_AT)
  const short = cells.filter((cell) => !cell.isLong).flatMap((cell) => cellLines(cell, width))
  const beside = titles.every((line) => columnsOf(line) <= room) ? titles : titles.slice(-1)
  const above = beside === titles ? [] : titles.slice(0, -1)
  const isBeside = beside.every((line) => columnsOf(line) <= room)
  const left = isBeside ? [...above, ...beside] : titles
  const right = isBeside ? [...above.map(() => ''), ...short] : [...left.map(() => ''), ...short]
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const start = (row === 0 ? head : ' '.repeat(TITLE_AT)) + (left[row] ?? '')
    return right[row] === undefined || right[row] === '' ? start : `${padColumns(start, VALUE_AT)}${right[row]}`
  })
  return [...rows, ...cells.filter((cell) => cell.isLong).flatMap((cell) => underStep(cell, width))]
}

function cellLines(cell: Cell, width: number): readonly string[] {
  const ways = cell.ways.flatMap((way) => indentedLines(way, 2, width - VALUE_AT))
  return [...valueLines(cell, width), ...ways]
}

// Value and origin in their columns; a value that is too wide pushes its origin on, or to the next line, and is never cut.
function valueLines(cell: Cell, width: number): readonly string[] {
  const room = width - VALUE_AT
  const values = wrapColumns(cell.value, columnsOf(cell.value) <= room ? room : ORIGIN_AT - VALUE_AT - 1)
  const last = values.at(-1) ?? ''
  const placed = columnsOf(last) < ORIGIN_AT - VALUE_AT ? padColumns(last, ORIGIN_AT - VALUE_AT) : `${last} `
  if (cell.origin === '') return values
  if (columnsOf(placed + cell.origin) <= room) return [...values.slice(0, -1), placed + cell.origin]
  const origins = wrapColumns(cell.origin, width - ORIGIN_AT)
  if (columnsOf(last) < ORIGIN_AT - VALUE_AT) {
    return [
      ...values.slice(0, -1),
      placed + (origins[0] ?? ''),
      ...origins.slice(1).map((line) => ' '.repeat(ORIGIN_AT - VALUE_AT) + line),
    ]
  }
  return [...values, ...origins.map((line) => ' '.repeat(ORIGIN_AT - VALUE_AT) + line)]
}

function stacked(head: string, title: string, cells: readonly Cell[], options: StepOptions): readonly string[] {
  const titles = wrapColumns(title, options.width - TITLE_AT)
  return [
    ...titles.map((line, row) => (row === 0 ? head : ' '.repeat(TITLE_AT)) + line),
    ...cells.flatMap((cell) => underStep(cell, options.width)),
  ]
}

function underStep(cell: Cell, width: number): readonly string[] {
  return [...longLines(cell, width), ...cell.ways.flatMap((way) => indentedLines(way, TITLE_AT + 4, width))]
}

function longLines(cell: Cell, width: number): readonly string[] {
  const indent = TITLE_AT + 2
  const lines = indentedLines(cell.value, indent, width)
  if (cell.origin === '') return lines
  const last = lines.at(-1) ?? ''
  const gap = width - columnsOf(last) - columnsOf(cell.origin)
  if (gap >= 2) return [...lines.slice(0, -1), last + ' '.repeat(gap) + cell.origin]
  return [...lines, ...indentedLines(cell.origin, indent + 2, width)]
}

const MARKS: Readonly<Record<CardRow['look'], string>> = {
  'to-come': '○',
  now: '○',
  done: '●',
  bad: '✗',
  ask: '?',
  off: '○',
}
