import type { OriginKind } from '#contract/effect.ts'
import type { Card, Origin } from '#cards/drawing/card.ts'
import { stepRows, type CardRow, type CardValue } from '#cards/drawing/card-rows.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { Editing } from './card-props.ts'
import { h, type Child } from './element.ts'
import { icon, type Icon } from './icons.ts'
import { shownText } from './shown-text.ts'

interface StepOptions {
  /** Whether all values stand. */
  readonly isOpen: boolean
  /** Whether its steps are being done. */
  readonly isMoving: boolean
  /** Where its values are being changed: then nothing folds. */
  readonly editing: Editing | null
}

/** The steps of a card, each with what came of it or with its values; many of one kind are one line that opens. */
export function cardSteps({ rows }: Card, options: StepOptions): Child | null {
  if (rows.length === 0) return null
  return h(
    'div',
    { key: 'steps', class: 'steps' },
    h(
      'ol',
      options.isMoving ? { 'aria-live': 'polite' } : {},
      (options.editing ? stepRows(rows) : rows).map((row) => rowOf(row, options)),
    ),
  )
}

function rowOf(row: CardRow, options: StepOptions): Child {
  const { index, look, title, facts, values, many, mayLeaveOut } = row
  const { editing } = options
  const instead = (value: CardValue) => editing && editing.fields.valueFields(index, value, editing)
  return h(
    'li',
    { key: `${many ? 'many' : 'step'}-${index}`, class: `step ${many ? 'many ' : ''}${look}` },
    h('span', { class: 'node', 'aria-hidden': 'true' }, markOf(row)),
    h('p', { class: 'step-title' }, shownText(title)),
    facts.map((fact) => h('p', { class: 'out' }, shownText(fact))),
    options.isOpen || row.isOpen || editing ? valueList(values, { instead }) : null,
    editing && mayLeaveOut ? editing.fields.leaveOutSwitch(index, editing) : null,
    many && many.folded.length > 0 ? foldedRows(many.folded, options) : null,
  )
}

function foldedRows(rows: readonly CardRow[], options: StepOptions): Child {
  return h(
    'div',
    { class: 'each' },
    h(
      'details',
      { key: 'folded' },
      h('summary', null, icon('next'), screenTexts.card.eachOf(rows.length)),
      h(
        'ol',
        null,
        rows.map((row) => rowOf(row, options)),
      ),
    ),
  )
}

/** Values with their names and where they come from; what else there is to say of each, and further ones, by `more`. */
export function valueList(values: readonly CardValue[], more: Partial<MoreOfValues> = {}): Child | null {
  const { instead, under, rows } = { ...NO_MORE, ...more }
  if (values.length + rows.length === 0) return null
  return h(
    'dl',
    { class: 'args' },
    values.map((value) =>
      h(
        'div',
        { key: value.name },
        h('dt', null, shownText(value.words)),
        h('dd', { class: value.unchecked ? 'value loose' : 'value' }, instead(value) ?? valueOf(value)),
        h('dd', null, origin(value)),
        ...under(value.name),
      ),
    ),
    rows,
  )
}

interface MoreOfValues {
  /** What stands in the place of a value; null where it stands itself. */
  readonly instead: (value: CardValue) => Child | null
  readonly under: (name: string) => readonly Child[]
  readonly rows: readonly Child[]
}

const NO_MORE: MoreOfValues = { instead: () => null, under: () => [], rows: [] }

const UNCHECKED_CHARACTERS = 240
const CHARACTERS = 2_000

// Long values stand whole in a place of their own height, which one press opens.
function valueOf(value: CardValue): readonly Child[] {
  if (value.was === null) return [longValue(value)]
  const { was, now } = screenTexts.card
  return [
    h('span', { class: 'vh' }, was),
    h('del', null, shownText(value.was)),
    ' ',
    h('span', { class: 'vh' }, now),
    h('ins', null, longValue(value)),
  ]
}

function longValue(value: CardValue): Child {
  const limit = value.unchecked ? UNCHECKED_CHARACTERS : CHARACTERS
  if (value.text.length <= limit || value.isNeverFolded) return shownText(value.text)
  return h(
    'div',
    null,
    h('div', { class: 'long', tabindex: '0', role: 'group', 'aria-label': value.words }, shownText(value.text)),
    h(
      'button',
      { class: 'showall', type: 'button', 'aria-expanded': 'false', on: { click: toggleLong } },
      h('span', { class: 'all' }, screenTexts.card.showAll([...value.text].length)),
      h('span', { class: 'less' }, screenTexts.card.showLess),
    ),
  )
}

function toggleLong({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLElement)) return
  const isWhole = currentTarget.previousElementSibling?.classList.toggle('whole') ?? false
  currentTarget.setAttribute('aria-expanded', String(isWhole))
}

/** Where a value comes from: quiet where somebody vouches for it, the one filled chip where nobody does, which opens. */
export function origin({ origin: words, kind, others, excerpts }: Origin, isOpen = false): Child {
  const content = [
    icon(MARKS[kind]),
    h(
      'span',
      null,
      shownText(words),
      others.length === 0 ? null : h('span', { class: 'also' }, shownText(screenTexts.card.also(others))),
    ),
  ]
  const chip = { class: `from ${kind}` }
  if (excerpts.length === 0) return h('span', chip, content)
  return h(
    'details',
    { class: 'stood', open: isOpen ? '' : null },
    h('summary', chip, content, icon('next')),
    excerpts.map(excerpt),
  )
}

// The words where they stood, with what became of the value marked: anybody's, and never more than text.
function excerpt({ from, before, marked, after }: Origin['excerpts'][number]): Child {
  return h(
    'p',
    null,
    h('b', null, shownText(from)),
    shownText(before),
    marked === '' ? null : h('mark', null, shownText(marked)),
    shownText(after),
  )
}

const MARKS: Readonly<Record<OriginKind, Icon>> = {
  person: 'person',
  edit: 'pen',
  operator: 'page',
  model: 'star',
  record: 'record',
  step: 'bent',
  clock: 'wait',
  unchecked: 'warn',
}

function markOf({ look, number }: CardRow): Child {
  const mark = LOOKS[look]
  return mark === undefined ? number : icon(mark)
}

const LOOKS: Readonly<Partial<Record<CardRow['look'], Icon>>> = { bad: 'x', done: 'ok', ask: 'question' }
