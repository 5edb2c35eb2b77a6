import type { Finding } from './contract.ts'
import { ParseFailure, failureError } from './parsing/failures.ts'
import { withoutInvisible } from './parsing/invisible.ts'
import { PARSE_LIMITS } from './parsing/limits.ts'
import { MarkdownWriter } from './parsing/markdown-writer.ts'
import { withoutHidden } from './parsing/text/read-markdown.ts'

/**
 * Reads Markdown or plain text of the operator's own in this process: the text as it stands, front matter and all, but
 * for what its reader doesn't see, which is told. Throws `document-bomb` for what nests too deep.
 */
export function readPlainFile(
  source: string,
  kind: 'markdown' | 'text',
): { readonly text: string; readonly findings: readonly Finding[] } {
  const writer = new MarkdownWriter(PARSE_LIMITS.textCharacters)
  const lines = source.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n')
  const seen = withoutInvisible(lines, (what) => writer.find('invisible-characters', what))
  try {
    // Most files have no HTML, and looking for what it hides takes a parser.
    const hasHtml = kind === 'markdown' && /<[!a-z]/iu.test(seen)
    const text = hasHtml ? withoutHidden(seen, writer) : seen
    return { text, findings: writer.finish(kind).findings }
  } catch (error) {
    if (error instanceof ParseFailure) throw failureError(error.reason, PARSE_LIMITS)
    throw error
  }
}
