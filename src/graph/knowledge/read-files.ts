import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import type { KnowledgeSource } from '#agents/contract.ts'
import { AppError } from '#errors.ts'
import type { Logger } from '#log.ts'
import type { NewDocument } from '#memory/prepare-document.ts'

/** What can be read as Markdown. */
const ENDINGS: readonly string[] = ['.md', '.markdown', '.txt']

/** The documents in an agent's knowledge folders, in the order of their sources: `agent:support/knowledge/returns.md`. */
export async function readKnowledgeFiles(
  sources: readonly KnowledgeSource[],
  prefix: string,
  log: Logger,
): Promise<readonly NewDocument[]> {
  const lists = await Promise.all(sources.map((source) => readSource(source, prefix, log)))
  const documents = lists.flat().toSorted((left, right) => (left.source < right.source ? -1 : 1))
  const twice = documents.find(({ source }, index) => documents[index + 1]?.source === source)
  if (twice) {
    throw new AppError(`Two knowledge folders both have ${twice.source}. Give the folders different names.`, {
      code: 'knowledge-duplicate',
    })
  }
  return documents
}

async function readSource(source: KnowledgeSource, prefix: string, log: Logger): Promise<readonly NewDocument[]> {
  const documents: NewDocument[] = []
  for (const path of await filesIn(source.path)) {
    const name = [basename(source.path), ...relative(source.path, path).split(/[/\\]/u)].filter((part) => part !== '')
    if (!ENDINGS.includes(extname(path).toLowerCase())) {
      log.warn({
        event: 'document-skipped',
        source: prefix + name.join('/'),
        reason: `not one of ${ENDINGS.join(' ')}`,
      })
      continue
    }
    const text = await readFile(path, 'utf8')
    const { acl, class: dataClass } = source
    documents.push({
      source: prefix + name.join('/'),
      title: titleOf(text, path),
      text,
      owner: null,
      acl,
      class: dataClass,
    })
  }
  return documents
}

// Files alone: a symbolic link could lead out of the folder.
async function filesIn(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The first heading, or the file's name in words. */
function titleOf(text: string, path: string): string {
  const heading = /^#[ \t]+(.+?)[ \t#]*$/mu.exec(text)?.[1]
  return heading ?? basename(path, extname(path)).replaceAll(/[-_]+/gu, ' ')
}
