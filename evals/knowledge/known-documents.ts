import type { DocumentPage } from '#contract/document.ts'
import type { Answer, PersonClient } from '../../test/helpers/parley-client.ts'
import { fileNameOf } from '../document-files.ts'

/** A document, and what questions call it. */
export interface KnownDocument {
  readonly id: string
  readonly title: string
  /** Its file's name without the ending. */
  readonly file: string
}

/** Those that a question means by this name. */
export function documentsCalled(name: string, documents: readonly KnownDocument[]): readonly KnownDocument[] {
  return documents.filter(({ title, file }) =>
    [title, file].some((called) => called.toLowerCase() === name.toLowerCase()),
  )
}

/**
 * All that there are, as an operator lists them: who asks is rightly shown nothing of what is hidden from them, so their
 * own list couldn't tell that it leaked.
 */
export async function knownDocuments(operator: PersonClient): Promise<readonly KnownDocument[]> {
  const known: KnownDocument[] = []
  let after: string | null = null
  do {
    const { status, body }: Answer<DocumentPage> = await operator.request('GET', pathAfter(after))
    if (status !== 200) throw new Error(`the list of all documents was answered with ${status}.`)
    known.push(...body.documents.map(({ id, title, source }) => ({ id, title, file: fileNameOf(source) })))
    after = body.next
  } while (after !== null)
  return known
}

function pathAfter(id: string | null): string {
  return `/v1/documents?all=true&limit=1000${id === null ? '' : `&after=${id}`}`
}
