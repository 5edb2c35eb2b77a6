import type { ToMendView, UnansweredView } from '#contract/feedback.ts'
import { clockText, type Clock } from '../../../clock-text.ts'
import { mendTexts as texts } from '../../../mend-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import { troubleLine } from '../trouble-line.ts'
import { noticedSection } from './noticed.ts'

/** All that the page shows. */
export interface ShownMend {
  /** Null while it is read for the first time. */
  readonly seen: ToMendView | null
  readonly trouble: string | null
  readonly now: Date
  look(): void
}

/** The page: documents that people found wrong or old, then questions that no document answers. */
export function drawMend({ seen, trouble, now, look }: ShownMend): Description {
  return h(
    'div',
    {
      class: 'mend',
      key: 'mend',
      'aria-busy': seen === null ? 'true' : null,
      tabindex: '0',
      role: 'region',
      'aria-labelledby': 'mend-title',
    },
    h('header', null, h('h1', { id: 'mend-title', tabindex: '-1' }, texts.title), h('p', null, texts.lead)),
    trouble !== null && troubleLine(h('span', null, trouble), look),
    ...(seen === null ? [h('p', { key: 'loading', role: 'status' }, texts.loading)] : sections(seen, { now })),
  )
}

function sections({ documents, unanswered, noticed }: ToMendView, clock: Clock): readonly Description[] {
  return [
    section(
      'documents',
      texts.documents,
      texts.noDocuments,
      documents.map((document) => documentItem(document, clock)),
    ),
    section(
      'questions',
      texts.questions,
      texts.noQuestions,
      unanswered.map((question, index) => questionItem(question, index, clock)),
    ),
    ...(noticed.length === 0 ? [] : [noticedSection(noticed)]),
  ]
}

function section(name: string, title: string, nothing: string, items: readonly Description[]): Description {
  const id = `mend-${name}`
  return h(
    'section',
    { key: name, 'aria-labelledby': id },
    h('h2', { id }, title),
    items.length === 0 ? h('p', { class: 'by' }, nothing) : h('ul', null, items),
  )
}

function documentItem(
  {
    document,
    wrong,
    wrongSource,
    outOfDate,
    helpful,
    lastAt,
    sections: quoted,
    comments,
  }: ToMendView['documents'][number],
  clock: Clock,
): Description {
  const counts = [
    wrong > 0 && texts.wrong(wrong),
    outOfDate > 0 && texts.outOfDate(outOfDate),
    wrongSource > 0 && texts.wrongSource(wrongSource),
  ].filter((count) => count !== false)
  return h(
    'li',
    { key: document.id },
    h('h3', null, shownText(document.title)),
    h('p', { class: 'counts' }, icon('warn'), counts.join(' · ')),
    h(
      'p',
      { class: 'by' },
      texts.version(document.version, clockText(lastAt, clock)),
      helpful > 0 ? ` · ${texts.helpful(helpful)}` : '',
    ),
    quoted.length > 0 && h('p', { class: 'by' }, shownText(texts.sections(quoted))),
    comments.map(({ rating, reason, comment }) =>
      h(
        'p',
        { class: 'said-of' },
        shownText(texts.said(texts.ratings[rating], [reason, comment].filter(Boolean).join(': '))),
      ),
    ),
  )
}

function questionItem({ question, count, lastAt, others }: UnansweredView, index: number, clock: Clock): Description {
  return h(
    'li',
    { key: `${index} ${question}` },
    h('h3', null, shownText(question)),
    h('p', { class: 'by' }, texts.asked(count, clockText(lastAt, clock))),
    others.length === 0
      ? null
      : h(
          'details',
          null,
          h('summary', null, texts.others),
          others.map((other) => h('p', { class: 'said-of' }, shownText(other))),
        ),
  )
}
