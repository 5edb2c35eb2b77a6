import { isForRole } from '#auth/authorize.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { useRef, useState } from 'preact/hooks'
import type { DocumentView } from '#contract/document.ts'
import { Page } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { DocumentList } from './document-list.tsx'
import { AgentsDialog } from './agents-dialog.tsx'
import { HandIn } from './hand-in.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useChanges, type Changes } from './use-changes.ts'
import { useDocuments } from './use-documents.ts'
import { useHeldOver, useUploads } from './use-uploads.ts'

/** Handing documents in and looking after them: for operators. */
export const documentsView: ConsoleView = {
  name: 'documents',
  label: texts.title,
  icon: 'page',
  documentTitle: texts.documentTitle,
  isListed: true,
  isFor: (me) => isForRole(me, 'document.add'),
  Screen: DocumentsScreen,
}

function DocumentsScreen(props: ScreenProps) {
  const { client, me, go } = props
  const documents = useDocuments(props)
  const { trouble, look } = documents
  const uploads = useUploads(props, documents)
  const agents = useRef<readonly string[]>([])
  agents.current = documents.seen?.agents ?? agents.current
  const isHeldOver = useHeldOver(uploads)
  const changes = useChanges(client, documents)
  const [asked, setAsked] = useState<Asked | null>(null)
  return (
    <>
      <Page
        name="documents"
        state={isHeldOver && 'held-over'}
        title={texts.title}
        lead={texts.lead}
        isReading={documents.seen === null}
      >
        <HandIn uploads={uploads} me={me} agents={agents.current} />
        {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
        <p class="said" role="status">
          <Shown text={changes.said} />
        </p>
        <DocumentList
          documents={documents}
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
  return <RemoveDialog title={document.title} closed={answered} />
}
