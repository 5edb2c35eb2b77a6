import { useEffect, useState } from 'preact/hooks'
import type { DocumentView } from '#contract/document.ts'
import type { Client } from '#channels/client/client.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { giveToAgents, removeDocument } from './documents-client.ts'
import type { Documents } from './use-documents.ts'

/** What is done to documents that are there, and what was done last, in words. */
export interface Changes {
  readonly said: string
  remove(document: DocumentView): Promise<void>
  /** From now on these agents answer from it. */
  give(document: DocumentView, agents: readonly string[]): Promise<void>
}

export function useChanges(client: Client, { trouble, look, attempt, gone }: Documents): Changes {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (trouble !== null) setSaid('')
  }, [trouble])
  const change = async (work: () => Promise<void>, done: string): Promise<void> => {
    if (!(await attempt(work))) return
    setSaid(done)
    await look()
  }
  return {
    said,
    remove: ({ id, title }) => change(() => removeDocument(client, id, gone), texts.removed(title)),
    give: ({ id, title }, agents) =>
      change(() => giveToAgents(client, { documentId: id, agents }, gone), texts.agentsChanged(title, agents)),
  }
}
