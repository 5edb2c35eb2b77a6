import type { NoticedView, ToMendView } from '#contract/feedback.ts'
import { mendTexts as texts } from '../../../mend-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import { findingText } from '../finding.ts'

/** Documents whose words are meant for a model, or not for their readers: what was found, and where. */
export function noticedSection(noticed: ToMendView['noticed']): Description {
  return h(
    'section',
    { key: 'noticed', 'aria-labelledby': 'mend-noticed' },
    h('h2', { id: 'mend-noticed' }, texts.noticed),
    h('p', { class: 'by' }, texts.noticedLead),
    h('ul', null, noticed.map(noticedItem)),
  )
}

function noticedItem({ document, source, givesOrders, findings }: NoticedView): Description {
  return h(
    'li',
    { key: `noticed ${document.id}` },
    h('h3', null, shownText(document.title)),
    h('p', { class: 'counts' }, icon('warn'), givesOrders > 0 ? texts.givesOrders(givesOrders) : texts.hides),
    h('p', { class: 'by' }, shownText(texts.source(document.version, source))),
    findings.map((finding) => h('p', { class: 'said-of' }, shownText(findingText(finding)))),
  )
}
