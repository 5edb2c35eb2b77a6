import { basename, relative } from 'node:path'
import type { FileProblem } from '#core/file-problem.ts'
import { nearest } from '#text/nearest.ts'
import { plainKind } from '#memory/documents/plain-kind.ts'
import type { KnowledgeSource, NamedPlaybook } from '../contract.ts'

interface Citing {
  /** The agent's folder, absolute. */
  readonly folder: string
  readonly files: ReadonlyMap<string, Buffer>
  readonly knowledge: readonly KnowledgeSource[]
  readonly playbooks: readonly NamedPlaybook[]
}

/**
 * Rules that playbooks go by and that their agent's knowledge hasn't got: no such document, or not with these words. It is
 * said early here; what counts is what stands in the stored document when a plan is made.
 */
export function citeProblems(agent: Citing): readonly FileProblem[] {
  const documents = documentsOf(agent)
  return agent.playbooks.flatMap(({ file, cites }) =>
    cites.flatMap(({ document, quote, line }) => {
      const problem = problemOf(document, quote, documents)
      return problem ? [{ file, line, column: null, ...problem }] : []
    }),
  )
}

function problemOf(
  document: string,
  quote: string,
  documents: ReadonlyMap<string, Buffer>,
): Pick<FileProblem, 'message' | 'hint'> | null {
  const content = documents.get(document)
  if (!content) {
    const near = nearest(document, [...documents.keys()])
    const hint = near === null ? 'Such as knowledge/returns.md, of a folder in agent.yaml.' : `Did you mean "${near}"?`
    return { message: `This agent’s knowledge has no ${document}.`, hint }
  }
  // The words of anything else are known once it was parsed.
  if (plainKind(document) === null || holds(content.toString('utf8'), quote)) return null
  return { message: `${document} doesn’t say “${quote}”.`, hint: 'Copy a sentence of it word for word.' }
}

/** By the names that search has them under: the knowledge folder's own, and the path in it. */
function documentsOf({ folder, files, knowledge }: Citing): ReadonlyMap<string, Buffer> {
  const documents = new Map<string, Buffer>()
  for (const { path } of knowledge) {
    const inside = relative(folder, path).replaceAll('\\', '/')
    for (const [file, content] of files) {
      if (file === inside) documents.set(basename(file), content)
      else if (file.startsWith(`${inside}/`)) documents.set(basename(inside) + file.slice(inside.length), content)
    }
  }
  return documents
}

// White space may differ, and characters that nobody sees are taken out where the document is read.
function holds(text: string, quote: string): boolean {
  const wanted = oneSpaced(quote)
  return [text, text.replaceAll(/\p{Cf}/gu, '')].some((seen) => oneSpaced(seen).includes(wanted))
}

function oneSpaced(text: string): string {
  return text.replaceAll(/\p{White_Space}+/gu, ' ').trim()
}
