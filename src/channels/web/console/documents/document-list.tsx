import { useRef } from 'preact/hooks'
import type { DataClass } from '#core/data-class.ts'
import { SHARED } from '#core/shared-agents.ts'
import type { DocumentStatus, DocumentView, KeptView } from '#contract/document.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import type { Icon as IconName } from '../../browser/icons.ts'
import { findingText } from '../finding.ts'
import { Find } from '../kit/form.tsx'
import { Icon } from '../kit/icon.tsx'
import { Link } from '../kit/link.tsx'
import { Shown } from '../kit/shown.tsx'
import type { DocumentFilter, Documents } from './use-documents.ts'

interface DocumentListProps {
  readonly documents: Documents
  /** All that there are. */
  readonly agents: readonly string[]
  /** Whether it is somebody who looks after them. */
  readonly isKeeper: boolean
  open(documentId: string): void
  addressOf(documentId: string): string | null
  choose(filter: DocumentFilter): void
  /** Asks which agents answer from it. */
  give(document: DocumentView): void
  remove(document: DocumentView): void
}

/** What is there, by pages. */
export function DocumentList(props: DocumentListProps) {
  const { documents, agents, isKeeper, choose } = props
  const { seen, filter, words } = documents
  const clock = { now: new Date() }
  const title = useRef<HTMLHeadingElement>(null)
  const turn = (to: 'next' | 'previous'): void => {
    documents.turn(to)
    title.current?.focus()
  }
  return (
    <section aria-labelledby="list-title">
      <h2 ref={title} id="list-title" tabindex={-1}>
        {texts.list}
      </h2>
      <Find id="find-document" label={texts.find} words={words} typed={documents.find} />
      {isKeeper && <Filters filter={filter} choose={choose} />}
      <AgentFilter documents={documents} agents={agents} />
      {seen === null ? (
        <p class="by" role="status">
          {texts.loading}
        </p>
      ) : seen.documents.length === 0 ? (
        <p class="by" role="status">
          {words === '' ? texts.nothing[filter] : texts.nothingFound(words)}
        </p>
      ) : (
        <ul class="document-list">
          {seen.documents.map((document) => (
            <DocumentItem key={document.id} {...props} document={document} clock={clock} />
          ))}
        </ul>
      )}
      {seen !== null && <Pages page={documents.page} hasNext={seen.next !== null} turn={turn} />}
    </section>
  )
}

const FILTERS = ['all', 'ready', 'embedding', 'removed'] as const

function Filters({ filter, choose }: { readonly filter: DocumentFilter } & Pick<DocumentListProps, 'choose'>) {
  return (
    <div class="filters" role="group" aria-label={texts.show}>
      {FILTERS.map((one) => (
        <button class="b" type="button" key={one} aria-pressed={one === filter} onClick={() => choose(one)}>
          {texts.shown[one]}
        </button>
      ))}
    </div>
  )
}

function AgentFilter({ documents, agents }: Pick<DocumentListProps, 'documents' | 'agents'>) {
  if (agents.length < 2) return null
  return (
    <p class="of-agent">
      <label for="documents-of-agent">{texts.ofAgent}</label>
      <select
        class="field"
        id="documents-of-agent"
        value={documents.agent ?? ''}
        onChange={({ currentTarget: { value } }) => documents.ofAgent(value === '' ? null : value)}
      >
        <option value="">{texts.everyAgent}</option>
        {agents.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </p>
  )
}

const ICONS: Readonly<Record<DocumentStatus, IconName>> = { ready: 'ok', embedding: 'wait', removed: 'no' }

interface DocumentItemProps extends Omit<DocumentListProps, 'documents' | 'choose'> {
  readonly document: DocumentView
  readonly clock: Clock
}

function DocumentItem(props: DocumentItemProps) {
  const { document, clock, isKeeper, open, addressOf } = props
  const { id, title, source, status, kept } = document
  return (
    <li class={status}>
      <div class="head">
        <h3>
          <Link path={addressOf(id) ?? ''} go={() => open(id)}>
            <Shown text={title} />
          </Link>
        </h3>
        <span class={`state ${status}`}>
          <Icon name={ICONS[status]} />
          {texts.states[status]}
        </span>
      </div>
      <p class="where">
        <Shown text={source} />
      </p>
      <p class="by">
        <Shown text={aboutText(document, clock)} />
      </p>
      {kept !== null && kept.findings.length > 0 && <Findings findings={kept.findings} />}
      {kept !== null && status === 'removed' && <p class="by">{keptText(kept, clock)}</p>}
      {isKeeper && status !== 'removed' && <Actions {...props} />}
    </li>
  )
}

/** What is to be said of a document in a line: who answers from it, who may read it, its version. */
export function aboutText(document: DocumentView, clock: Clock): string {
  const { kept, version, passages, updatedAt, origin } = document
  const readers = kept === null ? [] : [texts.readBy(kept.acl)]
  const about = texts.about(version, passages, clockText(updatedAt, clock))
  return [texts.answeredBy(document.agents), ...readers, className(document.class), about, texts.origins[origin]].join(
    ' · ',
  )
}

function Actions({ document, agents, give, remove }: DocumentItemProps) {
  const { origin, title } = document
  if (origin === 'agent') return <p class="by">{texts.inFolder}</p>
  if (origin === 'mcp') return <p class="by">{texts.onServer}</p>
  return (
    <div class="buttons">
      {isThereAChoice(document, agents) && (
        <button class="b" type="button" aria-label={texts.changeAgentsOf(title)} onClick={() => give(document)}>
          {texts.changeAgents}
        </button>
      )}
      <button class="b no" type="button" aria-label={texts.removeOf(title)} onClick={() => remove(document)}>
        {texts.remove}
      </button>
    </div>
  )
}

// Of the only agent there is to choose, too, where it doesn't answer from it: as after it got another name.
function isThereAChoice({ agents: belongsTo }: DocumentView, agents: readonly string[]): boolean {
  return agents.length > 1 || !belongsTo.some((name) => name === SHARED || agents.includes(name))
}

/** What was noticed in a document, behind its number. */
export function Findings({ findings }: Pick<KeptView, 'findings'>) {
  return (
    <details>
      <summary>
        <Icon name="warn" />
        {texts.findings(findings.length)}
      </summary>
      {findings.map((finding, at) => (
        <p class="said-of" key={at}>
          <Shown text={findingText(finding)} />
        </p>
      ))}
    </details>
  )
}

function keptText({ keepUntil }: KeptView, clock: Clock): string {
  return keepUntil === null ? texts.keptForGood : texts.kept(clockText(keepUntil, clock))
}

interface PagesProps {
  readonly page: number
  readonly hasNext: boolean
  turn(to: 'next' | 'previous'): void
}

function Pages({ page, hasNext, turn }: PagesProps) {
  if (!hasNext && page === 1) return null
  const turner = (to: 'next' | 'previous') => (
    <button class="b" type="button" onClick={() => turn(to)}>
      {texts[to]}
    </button>
  )
  return (
    <nav class="pages" aria-label={texts.pages}>
      {page > 1 && turner('previous')}
      <span>{texts.page(page)}</span>
      {hasNext && turner('next')}
    </nav>
  )
}

function isClass(name: string): name is DataClass {
  return name in texts.classes
}

function className(name: string): string {
  return isClass(name) ? texts.classes[name] : name
}
