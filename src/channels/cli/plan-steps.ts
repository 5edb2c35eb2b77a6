import { argumentWords } from '#plan-language/values/argument-words.ts'
import { type UnlistedArgument, argumentPaths, unlistedArguments } from '#cards/drawing/plan-path.ts'
import { stepOutcome, stepSaid } from '#cards/drawing/plan-step.ts'
import { type StepRow, stepRows } from '#cards/drawing/step-rows.ts'
import { texts } from '#cards/texts/texts.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { excerptTexts } from './excerpt-texts.ts'
import { foldArgument, foldText } from './fold-text.ts'
import { columnsOf, indentedLines, padColumns, wrapColumns } from './text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

type Effect = PlanView['effects'][number]
type Argument = Effect['arguments'][number]

interface StepOptions {
  readonly width: number
  /** Every argument with its origin, or the steps alone. */
  readonly open: boolean
  /** Nothing folded, and of each argument how it came to be. */
  readonly details?: boolean
  readonly reader: Viewer
  readonly before?: PlanView | null
}

const TITLE_AT = 7
const VALUE_AT = 32
const ORIGIN_AT = 58
/** Below this the three columns are too narrow, and arguments stand under their step. */
const COLUMNS_FROM = 76

/** The steps of a plan: mark, number, title, then each argument's value and where it comes from, or what came of it. */
export function stepLines(plan: PlanView, options: StepOptions): readonly string[] {
  if (options.details === true) return plan.effects.flatMap((effect) => oneStep(plan, effect, options))
  return stepRows(plan).flatMap((line) =>
    line.row === 'step' ? oneStep(plan, line.effect, options) : manySteps(line, options.width),
  )
}

// Steps that go alike, as one line with what they add up to.
function manySteps({ words, effects, folded }: Extract<StepRow, { row: 'many' }>, width: number): readonly string[] {
  const done = effects.filter(({ state }) => state === 'succeeded').length
  const sofar = done === 0 ? '' : `, ${texts.card.doneOf(done, effects.length)}`
  const [first = '', ...rest] = wrapColumns(visibleText(words + sofar), width - TITLE_AT)
  const mark = done === effects.length ? '●' : '○'
  return [
    `  ${mark} ${padColumns('×', 2)} ${first}`,
    ...rest.map((line) => ' '.repeat(TITLE_AT) + line),
    ...(folded.length === 0 ? [] : indentedLines(`… ${texts.card.allOfThem(effects.length)}`, TITLE_AT, width)),
  ]
}

function oneStep(plan: PlanView, effect: Effect, options: StepOptions): readonly string[] {
  const outcome = stepOutcome(plan, effect)
  const said = stepSaid(effect)
  const isUnchecked = effect.arguments.some((argument) => argument.unchecked)
  const waysOf = (name: string) => (options.details === true ? wayTexts(plan, effect, name, options.reader) : [])
  const stoodOf = (argument: Argument) => (options.details === true ? excerptTexts(argument) : [])
  const cells: readonly Cell[] = [
    ...(outcome === null ? [] : [{ value: visibleText(foldText(outcome, 400)), origin: '', isLong: false, ways: [] }]),
    ...(said === null ? [] : [{ value: visibleText(foldText(said, 400)), origin: '', isLong: true, ways: [] }]),
    ...(options.open || isUnchecked
      ? effect.arguments.map((argument) => ({
          ...cellOf(effect, argument, options),
          ways: [...waysOf(argument.name), ...stoodOf(argument)],
        }))
      : []),
    ...(options.details === true
      ? unlistedArguments(effect).map((other) => ({ ...unlistedCell(other), ways: waysOf(other.name) }))
      : []),
  ]
  const head = `  ${markOf(effect)} ${padColumns(String(effect.index + 1), 2)} `
  const title = visibleText(foldText(effect.title, 400))
  const only = cells.length === 1 ? cells[0] : undefined
  if (only !== undefined && outcome !== null) return settled(head, title, only.value, options.width)
  return options.width >= COLUMNS_FROM ? inColumns(head, title, cells, options) : stacked(head, title, cells, options)
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

function wayTexts(plan: PlanView, effect: Effect, name: string, reader: Viewer): readonly string[] {
  return argumentPaths(plan, effect, name, reader).map((path) =>
    visibleText(path.name === '' ? path.text : `${argumentWords(path.name)}: ${path.text}`),
  )
}

function unlistedCell(argument: UnlistedArgument): Omit<Cell, 'ways'> {
  return { value: visibleText(`${argumentWords(argument.name)} ${argument.text}`), origin: '', isLong: false }
}

function cellOf(effect: Effect, argument: Argument, options: StepOptions): Omit<Cell, 'ways'> {
  const text = visibleText(options.details === true ? argument.text : foldArgument(argument))
  const quoted = argument.unchecked ? `"${text}"` : text
  const before = options.before?.effects
    .find((other) => other.index === effect.index && other.tool === effect.tool)
    ?.arguments.find((other) => other.name === argument.name)
  const isChanged = before !== undefined && before.text !== argument.text
  const value = isChanged
    ? `~ ${visibleText(argumentWords(argument.name))} ${quoted} (was ${visibleText(foldArgument(before))})`
    : `${visibleText(argumentWords(argument.name))} ${quoted}${wasText(argument)}`
  // What else nobody vouches for it was made of or chosen by is told with it.
  const origin = visibleText([argument.origin, ...(argument.unchecked ? argument.others : [])].join(', '))
  return { value, origin: argument.unchecked ? `! ${uncheckedText(origin)}` : origin, isLong: columnsOf(value) > 96 }
}

// What somebody changed, beside what it was, whether or not it was shown here before.
function wasText({ was }: Argument): string {
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

function markOf(effect: Effect): string {
  if (effect.verdict?.decision === 'deny') return '✗'
  return MARKS[effect.state]
}

const MARKS: Readonly<Record<Effect['state'], string>> = {
  planned: '○',
  dispatched: '○',
  succeeded: '●',
  failed: '✗',
  unknown: '?',
  compensated: '○',
  cancelled: '○',
}
