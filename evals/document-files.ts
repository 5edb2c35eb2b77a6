import type { DocumentView } from '#contract/document.ts'
import type { PersonClient } from '../test/helpers/parley-client.ts'

/** The name of each document's file, without its ending, by the document's id: those that this person may read. */
export async function documentFiles(client: PersonClient): Promise<ReadonlyMap<string, string>> {
  const { body } = await client.request<{ documents: readonly DocumentView[] }>('GET', '/v1/documents?limit=1000')
  return new Map(body.documents.map(({ id, source }) => [id, fileNameOf(source)]))
}

/** What a source's file is called, without its ending. */
export function fileNameOf(source: string): string {
  return /([^/]*?)(?:\.\w+)?$/.exec(source)?.[1] ?? ''
}
