import { isForRole } from '#auth/authorize.ts'
import { isCustomer } from '#auth/roles.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { useRef, useState } from 'preact/hooks'
import type { DocumentView } from '#contract/document.ts'
import { ConfirmDialog } from '../kit/confirm-dialog.tsx'
import { Page } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { DocumentScreen } from './document-screen.tsx'
import { DocumentList } from './document-list.tsx'
import { AgentsDialog } from './agents-dialog.tsx'
import { HandIn } from './hand-in.tsx'
import { useChanges, type Changes } from './use-changes.ts'
import { useDocuments } from './use-documents.ts'
import { useHeldOver, useUploads } from './use-uploads.ts'

/** Documents: what one may read, and for operators handing them in and looking after them. */
export const documentsView: ConsoleView = {
  name: 'documents',
  label: texts.title,
  icon: 'page',
  documentTitle: texts.documentTitle,
  isListed: true,
  isFor: (me) => !isCustomer(me),
  Screen: (props) => (props.id === null ? <DocumentsScreen {...props} /> : <DocumentScreen {...props} id={props.id} />),
}

function DocumentsScreen(props: ScreenProps) {
  const { client, me, go } = props
  const isKeeper = isForRole(me, 'document.add')
  const documents = useDocuments(props)
  const { trouble, look } = documents
  const uploads = useUploads(props, documents)
  const agents = useRef<readonly string[]>([])
  agents.current = documents.seen?.agents ?? agents.current
  const isHeldOver = useHeldOver(uploads) && isKeeper
  const changes = useChanges(client, documents)
  const [asked, setAsked] = useState<Asked | null>(null)
  return (
    <>
      <Page
        name="documents"
        state={isHeldOver && 'held-over'}
        title={texts.title}
        lead={isKeeper ? texts.lead : texts.leadForReaders}
        isReading={documents.seen === null}
      >
        {isKeeper && <HandIn uploads={uploads} me={me} agents={agents.current} />}
        {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
        <p class="said" role="status">
          <Shown text={changes.said} />
        </p>
        <DocumentList
          documents={documents}
          isKeeper={isKeeper}
          open={(id) => go(id, null)}
          addressOf={(id) => props.addressOf(id, null)}
          agents={agents.current}
          choose={(filter) => go(null, filter === 'all' ? null : filter)}
          give={(document) => setAsked({ about: 'agents', document })}
          remove={(document) => setAsked({ about: 'removal', document })}
        />
      </Page>
      {asked !== null && (
        <Question asked={asked} agents={agents.current} changes={changes} closed={() => setAsked(null)} />
      )}
    </>
  )
}

/** What somebody is asked about a document. */
interface Asked {
  readonly about: 'agents' | 'removal'
  readonly document: DocumentView
}

interface QuestionProps {
  readonly asked: Asked
  /** All that there are. */
  readonly agents: readonly string[]
  readonly changes: Changes
  closed(): void
}

function Question({ asked: { about, document }, agents, changes, closed }: QuestionProps) {
  if (about === 'agents') {
    const chosen = (named: readonly string[] | null): void => {
      closed()
      if (named !== null) void changes.give(document, named)
    }
    return <AgentsDialog document={document} agents={agents} closed={chosen} />
  }
  const answered = (isSure: boolean): void => {
    closed()
    if (isSure) void changes.remove(document)
  }
  const asks = { title: texts.removeTitle(document.title), lead: texts.removeLead, does: texts.removeNow }
  return <ConfirmDialog {...asks} cancel={texts.cancel} closed={answered} />
}
