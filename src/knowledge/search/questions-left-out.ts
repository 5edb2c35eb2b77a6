import { readFile } from 'node:fs/promises'
import type { KnowledgeSource } from '#agents/contract.ts'
import { SHARED } from '#core/shared-agents.ts'
import { AppError } from '#core/errors.ts'
import { plainKind } from '#memory/documents/plain-kind.ts'
import { type NewDocument, prepareInTurns } from '#memory/documents/prepare-document.ts'
import { filesIn, plainDocument } from '../sources/read-files.ts'
import { leftOutOf, withFittingQuestions } from './ready-for-search.ts'

/** A question under `answers:` that taking the file in leaves out of search, with the reason. */
export interface LeftOutQuestion {
  /** The file's path. */
  readonly path: string
  readonly reason: string
}

/** What taking in an agent's folders would leave out of the questions that their Markdown files list. Needs no database. */
export async function questionsLeftOut(
  sources: readonly KnowledgeSource[],
  signal: AbortSignal,
): Promise<readonly LeftOutQuestion[]> {
  const leftOut: LeftOutQuestion[] = []
  for (const place of sources) {
    for (const path of await filesIn(place.path)) {
      const reasons = plainKind(path) === 'markdown' ? await reasonsIn(path, place, signal) : []
      leftOut.push(...reasons.map((reason) => ({ path, reason })))
    }
  }
  return leftOut
}

async function reasonsIn(path: string, place: KnowledgeSource, signal: AbortSignal): Promise<readonly string[]> {
  const document = readable(path, await readFile(path), place)
  // Most files list none, and splitting is what takes its time.
  if (document?.parsed === undefined) return []
  const { answers = [], findings } = document.parsed
  if (answers.length === 0 && findings.length === 0) return []
  return leftOutOf(withFittingQuestions(await prepareInTurns(document, signal)))
}

// A file that can't be read is told where it is taken in.
function readable(path: string, bytes: Buffer, { acl, class: dataClass }: KnowledgeSource): NewDocument | null {
  try {
    return {
      source: path,
      owner: null,
      acl,
      agents: [SHARED],
      class: dataClass,
      ...plainDocument(path, bytes, 'markdown'),
    }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
