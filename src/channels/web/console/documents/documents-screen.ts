import type { DataClass } from '#core/data-class.ts'
import type { DocumentPage, DocumentStatus, DocumentView, KeptView } from '#contract/document.ts'
import { clockText, type Clock } from '../../../clock-text.ts'
import { documentTexts as texts } from '../../../document-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon, type Icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import { troubleLine } from '../trouble-line.ts'
import { findingText } from '../finding.ts'
import { drawHandIn, type HandInActs, type ShownHandIn } from './hand-in-screen.ts'

/** All that the page of documents shows. */
export interface ShownDocuments extends ShownHandIn {
  /** Null while it is read for the first time. */
  readonly seen: DocumentPage | null
  readonly filter: DocumentStatus | 'all'
  /** From 1. */
  readonly page: number
  readonly said: string
  readonly trouble: string | null
  readonly now: Date
  /** Something from elsewhere is held over the page. */
  readonly isHeldOver: boolean
}

/** What can be done on it. */
export interface DocumentActs extends HandInActs {
  look(): void
  show(filter: DocumentStatus | 'all'): void
  remove(document: DocumentView): void
  turn(to: 'next' | 'previous'): void
}

/** The page: handing documents in, then what is there, by pages. */
export function drawDocuments(shown: ShownDocuments, acts: DocumentActs): Description {
  const { seen, trouble, said, isHeldOver } = shown
  return h(
    'div',
    {
      class: isHeldOver ? 'documents held-over' : 'documents',
      key: 'documents',
      'aria-busy': seen === null ? 'true' : null,
      tabindex: '0',
      role: 'region',
      'aria-labelledby': 'documents-title',
    },
    h('header', null, h('h1', { id: 'documents-title', tabindex: '-1' }, texts.title), h('p', null, texts.lead)),
    drawHandIn(shown, acts),
    trouble !== null && troubleLine(h('span', null, trouble), () => acts.look()),
    h('p', { class: 'said', role: 'status', key: 'said' }, shownText(said)),
    listSection(shown, acts),
  )
}

function listSection({ seen, filter, page, now }: ShownDocuments, acts: DocumentActs): Description {
  return h(
    'section',
    { key: 'list', 'aria-labelledby': 'list-title' },
    h('h2', { id: 'list-title', tabindex: '-1' }, texts.list),
    filters(filter, acts),
    seen === null
      ? h('p', { key: 'loading', class: 'by', role: 'status' }, texts.loading)
      : seen.documents.length === 0
        ? h('p', { key: 'nothing', class: 'by' }, texts.nothing[filter])
        : h(
            'ul',
            { class: 'document-list', key: 'documents' },
            seen.documents.map((document) => documentItem(document, { now }, acts)),
          ),
    seen !== null && pages(seen, page, acts),
  )
}

const FILTERS = ['all', 'ready', 'embedding', 'removed'] as const

function filters(filter: ShownDocuments['filter'], acts: DocumentActs): Description {
  return h(
    'div',
    { class: 'filters', key: 'filters', role: 'group', 'aria-label': texts.show },
    FILTERS.map((one) =>
      h(
        'button',
        {
          class: 'b',
          type: 'button',
          key: one,
          'aria-pressed': String(one === filter),
          on: { click: () => acts.show(one) },
        },
        texts.shown[one],
      ),
    ),
  )
}

const ICONS: Readonly<Record<DocumentStatus, Icon>> = { ready: 'ok', embedding: 'wait', removed: 'no' }

function documentItem(document: DocumentView, clock: Clock, acts: DocumentActs): Description {
  const { id, title, source, status, kept, version, passages, updatedAt } = document
  return h(
    'li',
    { key: id, class: status },
    h(
      'div',
      { class: 'head' },
      h('h3', null, shownText(title)),
      h('span', { class: `state ${status}` }, icon(ICONS[status]), texts.states[status]),
    ),
    h('p', { class: 'where' }, shownText(source)),
    h(
      'p',
      { class: 'by' },
      shownText(
        [
          ...(kept === null ? [] : [texts.readBy(kept.acl)]),
          className(document.class),
          texts.about(version, passages, clockText(updatedAt, clock)),
          texts.origins[document.origin],
        ].join(' · '),
      ),
    ),
    kept !== null && kept.findings.length > 0 && findings(kept),
    kept !== null && status === 'removed' && h('p', { class: 'by' }, keptText(kept, clock)),
    status === 'removed' ? false : removal(document, acts),
  )
}

function removal(document: DocumentView, acts: DocumentActs): Description {
  const { origin, title } = document
  if (origin === 'agent' || origin === 'mcp') {
    return h('p', { class: 'by', key: 'remove' }, origin === 'agent' ? texts.inFolder : texts.onServer)
  }
  return h(
    'button',
    {
      class: 'b no',
      type: 'button',
      key: 'remove',
      'aria-label': texts.removeOf(title),
      on: { click: () => acts.remove(document) },
    },
    texts.remove,
  )
}

function findings({ findings: found }: KeptView): Description {
  return h(
    'details',
    { key: 'findings' },
    h('summary', null, icon('warn'), texts.findings(found.length)),
    found.map((finding, index) => h('p', { class: 'said-of', key: String(index) }, shownText(findingText(finding)))),
  )
}

function keptText({ keepUntil }: KeptView, clock: Clock): string {
  return keepUntil === null ? texts.keptForGood : texts.kept(clockText(keepUntil, clock))
}

function pages({ next }: DocumentPage, page: number, acts: DocumentActs): Description | false {
  if (next === null && page === 1) return false
  return h(
    'nav',
    { class: 'pages', key: 'pages', 'aria-label': texts.pages },
    page > 1 && turner('previous', acts),
    h('span', null, texts.page(page)),
    next !== null && turner('next', acts),
  )
}

function turner(to: 'next' | 'previous', acts: DocumentActs): Description {
  return h('button', { class: 'b', type: 'button', key: to, on: { click: () => acts.turn(to) } }, texts[to])
}

function isClass(name: string): name is DataClass {
  return name in texts.classes
}

function className(name: string): string {
  return isClass(name) ? texts.classes[name] : name
}
