import { isForRole } from '#auth/authorize.ts'
import { documentTexts as texts } from '../../../document-texts.ts'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { DocumentView } from '#contract/document.ts'
import { Page } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { DocumentList } from './document-list.tsx'
import { removeDocument } from './documents-client.ts'
import { HandIn } from './hand-in.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useDocuments } from './use-documents.ts'
import { useHeldOver, useUploads } from './use-uploads.ts'

/** Handing documents in and looking after them: for operators. */
export const documentsView: ConsoleView = {
  name: 'documents',
  label: texts.title,
  icon: 'record',
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
  const [said, setSaid] = useState('')
  const [asked, setAsked] = useState<DocumentView | null>(null)
  useEffect(() => {
    if (trouble !== null) setSaid('')
  }, [trouble])
  const remove = async ({ id, title }: DocumentView): Promise<void> => {
    if (!(await documents.attempt(() => removeDocument(client, id, documents.gone)))) return
    setSaid(texts.removed(title))
    await look()
  }
  const answered = (document: DocumentView, isSure: boolean): void => {
    setAsked(null)
    if (isSure) void remove(document)
  }
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
          <Shown text={said} />
        </p>
        <DocumentList
          documents={documents}
          agents={agents.current}
          choose={(filter) => go(null, filter === 'all' ? null : filter)}
          remove={setAsked}
        />
      </Page>
      {asked !== null && <RemoveDialog title={asked.title} closed={(isSure) => answered(asked, isSure)} />}
    </>
  )
}
