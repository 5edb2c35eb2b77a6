import type { RuleSummary } from '../../browser/card-props.ts'
import { explanationNotes, toldRules, type ToldRule } from '#cards/drawing/explained-rules.ts'
import { rulesTexts } from '#cards/texts/rules-texts.ts'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import type { Explanation } from './explanations.ts'

const words = rulesTexts.card

/** What a card tells of its rules beside what each said: which part of it decided, or why that can't be told. */
export function ruleSummary(explanation: Explanation | null, again: () => void): RuleSummary {
  switch (explanation?.state) {
    case undefined:
    case 'reading':
      return { of: () => null, after: h('p', { key: 'reading', role: 'status' }, words.reading) }
    case 'failed': {
      const said = h('span', null, shownText(`${words.notRead} ${explanation.why}`.trim()))
      return { of: () => null, after: troubleLine(said, again) }
    }
    case 'read': {
      const { explained } = explanation
      return {
        of: (index) => toldList(toldRules(explained, index)),
        after: h(
          'div',
          { key: 'notes', class: 'notes' },
          explanationNotes(explained).map((note) => h('p', { key: note }, note)),
        ),
      }
    }
  }
}

function toldList(rules: readonly ToldRule[]): Description | null {
  if (rules.length === 0) return null
  return h(
    'ul',
    { class: 'told' },
    rules.map(({ id, text, parts, since }) =>
      h(
        'li',
        { key: id },
        shownText(parts.length === 0 ? `${text}.` : `${text}:`),
        parts.length > 0 &&
          h(
            'ul',
            null,
            parts.map((part) => h('li', { key: part }, shownText(part))),
          ),
        since !== null && h('p', null, since),
      ),
    ),
  )
}

// As the page's own, within a card that is drawn without Preact.
function troubleLine(said: Description, look: () => void): Description {
  return h(
    'div',
    { class: 'trouble-line', role: 'alert', key: 'trouble' },
    icon('warn'),
    said,
    h('button', { class: 'link', type: 'button', on: { click: look } }, consoleTexts.tryAgain),
  )
}
