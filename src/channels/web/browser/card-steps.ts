import { argumentWords } from '#plan-language/values/argument-words.ts'
import type { ArgumentView, EffectView, OriginKind } from '#contract/effect.ts'
import type { PlanView } from '#contract/plan.ts'
import { isNeverFolded, stepOutcome, stepSaid } from '#cards/drawing/plan-step.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { stepRows, type StepRow } from '#cards/drawing/step-rows.ts'
import type { Editing } from './card-edit.ts'
import { h, type Child } from './element.ts'
import { icon, type Icon } from './icons.ts'
import { shownText } from './shown-text.ts'

interface StepOptions {
  readonly open: boolean
  /** Where its values are being changed: then nothing folds. */
  readonly editing: Editing | null
}

/** The steps of a plan, each with what came of it or with its values; many of one kind are one line that opens. */
export function cardSteps(plan: PlanView, options: StepOptions): Child | null {
  if (plan.effects.length === 0) return null
  const rows: readonly StepRow[] = options.editing
    ? plan.effects.map((effect) => ({ row: 'step', effect }))
    : stepRows(plan)
  const isMoving = plan.status === 'applying'
  return h(
    'div',
    { key: 'steps', class: 'steps' },
    h(
      'ol',
      isMoving ? { 'aria-live': 'polite' } : {},
      rows.map((line) => (line.row === 'step' ? step(plan, line.effect, options) : manySteps(plan, line, options))),
    ),
  )
}

function manySteps(
  plan: PlanView,
  { words, effects, folded }: Extract<StepRow, { row: 'many' }>,
  options: StepOptions,
): Child {
  const done = effects.filter(({ state }) => state === 'succeeded').length
  const isDone = done === effects.length
  const look = isDone ? 'done' : plan.status === 'applying' && done > 0 ? 'now' : OVER.has(plan.status) ? 'off' : ''
  return h(
    'li',
    { key: `many-${effects[0]?.index ?? 0}`, class: `step many ${look}` },
    h('span', { class: 'node', 'aria-hidden': 'true' }, isDone ? icon('ok') : '×'),
    h('p', { class: 'step-title' }, shownText(words)),
    done === 0 ? null : h('p', { class: 'out' }, planTexts.card.doneOf(done, effects.length)),
    folded.length === 0
      ? null
      : h(
          'div',
          { class: 'each' },
          h(
            'details',
            { key: 'folded' },
            h('summary', null, icon('next'), screenTexts.card.eachOf(folded.length)),
            h(
              'ol',
              null,
              folded.map((effect) => step(plan, effect, options)),
            ),
          ),
        ),
  )
}

function step(plan: PlanView, effect: EffectView, { open, editing }: StepOptions): Child {
  const outcome = stepOutcome(plan, effect)
  const said = stepSaid(effect)
  const isTold = effect.arguments.some(({ unchecked, was }) => unchecked || was !== null)
  const instead = (value: ArgumentView) => editing && editing.edit.valueFields(effect, value, editing)
  return h(
    'li',
    { key: `step-${effect.index}`, class: `step ${lookOf(plan, effect)}`, 'data-state': effect.state },
    h('span', { class: 'node', 'aria-hidden': 'true' }, markOf(effect)),
    h('p', { class: 'step-title' }, shownText(effect.title)),
    outcome === null ? null : h('p', { class: 'out' }, shownText(outcome)),
    said === null ? null : h('p', { class: 'out' }, shownText(said)),
    open || isTold || editing ? argumentList(effect.arguments, { instead }) : null,
    editing && editing.edit.leaveOutSwitch(effect, editing),
  )
}

/** Values with their names and where they come from; what else there is to say of each, and further ones, by `more`. */
export function argumentList(values: readonly ArgumentView[], more: Partial<MoreOfValues> = {}): Child | null {
  const { instead, under, rows } = { ...NO_MORE, ...more }
  if (values.length + rows.length === 0) return null
  return h(
    'dl',
    { class: 'args' },
    values.map((value) =>
      h(
        'div',
        { key: value.name },
        h('dt', null, shownText(argumentWords(value.name))),
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
  readonly instead: (value: ArgumentView) => Child | null
  readonly under: (name: string) => readonly Child[]
  readonly rows: readonly Child[]
}

const NO_MORE: MoreOfValues = { instead: () => null, under: () => [], rows: [] }

const UNCHECKED_CHARACTERS = 240
const CHARACTERS = 2_000

// Long values stand whole in a place of their own height, which one press opens.
function valueOf(value: ArgumentView): readonly Child[] {
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

function longValue(value: ArgumentView): Child {
  const limit = value.unchecked ? UNCHECKED_CHARACTERS : CHARACTERS
  if (value.text.length <= limit || isNeverFolded(value)) return shownText(value.text)
  return h(
    'div',
    null,
    h(
      'div',
      { class: 'long', tabindex: '0', role: 'group', 'aria-label': argumentWords(value.name) },
      shownText(value.text),
    ),
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

type Origin = Pick<ArgumentView, 'origin' | 'kind' | 'others' | 'excerpts'>

// The words where they stood, with what became of the value marked: anybody's, and never more than text.
function excerpt({ from, before, marked, after }: ArgumentView['excerpts'][number]): Child {
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

function lookOf(plan: PlanView, effect: EffectView): string {
  if (effect.verdict?.decision === 'deny') return 'bad'
  switch (effect.state) {
    case 'succeeded':
      return 'done'
    case 'dispatched':
      return 'now'
    case 'failed':
      return 'bad'
    case 'unknown':
      return 'ask'
    case 'compensated':
    case 'cancelled':
      return 'off'
    case 'planned':
      return OVER.has(plan.status) ? 'off' : ''
  }
}

/** What hasn't begun in these never will. */
const OVER: ReadonlySet<PlanView['status']> = new Set([
  'failed',
  'refused',
  'rejected',
  'expired',
  'cancelled',
  'unknown',
])

function markOf(effect: EffectView): Child {
  if (effect.verdict?.decision === 'deny' || effect.state === 'failed') return icon('x')
  if (effect.state === 'succeeded') return icon('ok')
  return effect.state === 'unknown' ? icon('question') : String(effect.index + 1)
}
