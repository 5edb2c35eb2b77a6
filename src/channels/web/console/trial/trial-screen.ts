import { placeOf } from '#core/file-problem.ts'
import type { PolicyDiffView } from '#contract/policy-diff.ts'
import { rulesTexts } from '../../../rules-texts.ts'
import { trialTexts as texts } from '../../../trial-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import { troubleLine } from '../trouble-line.ts'
import { changeItem, likelyWrongFirst, type Linking } from './changed-plan.ts'

/** What is known of one agent's rules on trial. */
export interface Trial {
  readonly agent: string
  /** Null while it is read for the first time. */
  readonly seen: PolicyDiffView | null
  readonly trouble: string | null
}

/** All that the page shows. */
export interface ShownTrials extends Linking {
  /** Null while it is read which agents have any. */
  readonly trials: readonly Trial[] | null
  readonly trouble: string | null
  /** A sentence for a screen reader. */
  readonly said: string
  look(): void
}

/** The page: for each agent with rules on trial how many plans would come out otherwise, then each of them. */
export function drawTrials(shown: ShownTrials): Description {
  const { trials, trouble, said, look } = shown
  const isReading = trials === null || trials.some(({ seen, trouble: own }) => seen === null && own === null)
  return h(
    'div',
    {
      class: 'trial',
      key: 'trial',
      'aria-busy': isReading ? 'true' : null,
      tabindex: '0',
      role: 'region',
      'aria-labelledby': 'trial-title',
    },
    h(
      'header',
      null,
      h('h1', { id: 'trial-title', tabindex: '-1' }, texts.title),
      h('p', null, texts.lead),
      h('button', { type: 'button', class: 'b', on: { click: look } }, texts.again),
    ),
    trouble !== null && troubleLine(h('span', null, shownText(trouble)), look),
    ...(trials === null
      ? trouble === null
        ? [h('p', { key: 'loading', class: 'by' }, texts.loading)]
        : []
      : trials.length === 0
        ? [nothing()]
        : trials.map((trial) => agentSection(trial, shown))),
    h('p', { key: 'said', class: 'vh', role: 'status' }, said),
  )
}

function nothing(): Description {
  return h(
    'div',
    { key: 'nothing' },
    h('p', null, h('b', null, texts.none)),
    h('p', { class: 'by' }, texts.noneHint('policy.shadow.cedar')),
  )
}

function agentSection({ agent, seen, trouble }: Trial, shown: ShownTrials): Description {
  const id = `trial-${encodeURIComponent(agent)}`
  return h(
    'section',
    { key: `agent ${agent}`, 'aria-labelledby': id },
    h('h2', { id }, shownText(agent)),
    trouble !== null && troubleLine(h('span', null, shownText(trouble)), () => shown.look()),
    seen === null ? trouble === null && h('p', { class: 'by' }, texts.loading) : outcome(seen, shown),
  )
}

const words = rulesTexts.diff

function outcome(seen: PolicyDiffView, linking: Linking): readonly Description[] {
  if (seen.problems.length > 0) return problems(seen)
  const { compared, changed, kinds, changes, left } = seen
  const missing = left.reduce((sum, { plans }) => sum + plans, 0)
  return [
    h('p', { key: 'compared' }, compared + missing === 0 ? texts.nothingYet : words.compared(compared, changed)),
    h(
      'ul',
      { key: 'kinds', class: 'counts' },
      kinds.map(({ kind, plans }) => h('li', { key: kind }, words.counted(plans, words.kind[kind]))),
    ),
    ...(changes.length === 0
      ? []
      : [
          h('h3', { key: 'changes' }, texts.changes),
          h(
            'ul',
            { key: 'plans', class: 'plans' },
            likelyWrongFirst(changes).map((change) => changeItem(change, linking)),
          ),
        ]),
    ...(changed > changes.length ? [h('p', { key: 'more', class: 'by' }, words.more(changed - changes.length))] : []),
    ...(missing === 0 ? [] : [h('p', { key: 'left', class: 'by' }, words.left(missing))]),
    h(
      'ul',
      { key: 'why', class: 'counts by' },
      left.map(({ why, plans }) => h('li', { key: why }, words.counted(plans, words.why[why]))),
    ),
  ]
}

function problems({ problems: found }: PolicyDiffView): readonly Description[] {
  return [
    h('p', { key: 'broken', class: 'warning' }, icon('warn'), texts.broken),
    h(
      'ul',
      { key: 'problems', class: 'counts' },
      found.map((problem) => {
        const { message, hint } = problem
        const place = placeOf(problem)
        return h(
          'li',
          { key: `${place} ${message}` },
          shownText(`${place}: ${message}${hint === null ? '' : ` (${hint})`}`),
        )
      }),
    ),
  ]
}
