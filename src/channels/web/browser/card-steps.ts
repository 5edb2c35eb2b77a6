import type { ArgumentView, EffectView, OriginKind, PlanView } from '#graph/contract.ts'
import { argumentName, isNeverFolded, shownSteps, stepOutcome } from '../../plan-step.ts'
import type { Reader } from '../../plan-state.ts'
import { screenTexts } from '../../screen-texts.ts'
import { h, type Child } from './element.ts'
import { icon, type Icon } from './icons.ts'
import { shownText } from './shown-text.ts'

/** The steps of a plan, each with what came of it or with its values; many of one kind fold into one row. */
export function cardSteps(plan: PlanView, options: { readonly open: boolean; readonly reader: Reader }): Child | null {
  if (plan.effects.length === 0) return null
  const shown = shownSteps(plan)
  const folded = plan.effects.filter(({ index }) => !shown.has(index))
  const isMoving = plan.status === 'applying'
  return h(
    'div',
    { key: 'steps', class: 'steps' },
    h(
      'ol',
      isMoving ? { 'aria-live': 'polite' } : {},
      plan.effects.filter(({ index }) => shown.has(index)).map((effect) => step(plan, effect, options.open)),
    ),
    folded.length === 0
      ? null
      : h(
          'div',
          { class: 'more' },
          h(
            'details',
            { key: 'folded' },
            h('summary', null, icon('next'), screenTexts.card.moreSteps(folded.length)),
            h(
              'ol',
              null,
              folded.map((effect) => step(plan, effect, options.open)),
            ),
          ),
        ),
  )
}

function step(plan: PlanView, effect: EffectView, isOpen: boolean): Child {
  const outcome = stepOutcome(plan, effect)
  const isUnchecked = effect.arguments.some(({ unchecked }) => unchecked)
  return h(
    'li',
    { key: `step-${effect.index}`, class: `step ${lookOf(plan, effect)}`, 'data-state': effect.state },
    h('span', { class: 'node', 'aria-hidden': 'true' }, markOf(effect)),
    h('p', { class: 'step-title' }, shownText(effect.title)),
    outcome === null ? null : h('p', { class: 'out' }, shownText(outcome)),
    isOpen || isUnchecked ? argumentList(effect.arguments) : null,
  )
}

/** Values with their names and where they come from; what else there is to say of each, and further ones, by `more`. */
export function argumentList(values: readonly ArgumentView[], more: MoreOfValues = NO_MORE): Child | null {
  if (values.length + more.rows.length === 0) return null
  return h(
    'dl',
    { class: 'args' },
    values.map((value) =>
      h(
        'div',
        { key: value.name },
        h('dt', null, shownText(argumentName(value))),
        h('dd', { class: value.unchecked ? 'value loose' : 'value' }, valueOf(value)),
        h('dd', null, origin(value)),
        ...more.under(value.name),
      ),
    ),
    more.rows,
  )
}

interface MoreOfValues {
  readonly under: (name: string) => readonly Child[]
  readonly rows: readonly Child[]
}

const NO_MORE: MoreOfValues = { under: () => [], rows: [] }

const UNCHECKED_CHARACTERS = 240
const CHARACTERS = 2_000

// Long values stand whole in a place of their own height, which one press opens.
function valueOf(value: ArgumentView): Child {
  const limit = value.unchecked ? UNCHECKED_CHARACTERS : CHARACTERS
  if (value.text.length <= limit || isNeverFolded(value)) return shownText(value.text)
  return h(
    'div',
    null,
    h('div', { class: 'long', tabindex: '0', role: 'group', 'aria-label': argumentName(value) }, shownText(value.text)),
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

/** Where a value comes from: quiet where somebody vouches for it, the one filled chip where nobody does. */
export function origin({ origin: words, kind, others }: ArgumentView): Child {
  return h(
    'span',
    { class: `from ${kind}` },
    icon(MARKS[kind]),
    h(
      'span',
      null,
      shownText(words),
      others.length === 0 ? null : h('span', { class: 'also' }, shownText(screenTexts.card.also(others))),
    ),
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
