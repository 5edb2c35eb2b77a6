import type { PlainKind } from '#memory/documents/plain-kind.ts'
import type { ParsedDocument } from './contract.ts'
import { failureError } from './parsing/failures.ts'
import { ParseFailure } from './parsing/parse-failure.ts'
import { withoutInvisible } from './parsing/invisible.ts'
import { PARSE_LIMITS } from './parsing/limits.ts'
import { MarkdownWriter } from './parsing/markdown-writer.ts'
import { withoutFrontMatter } from './parsing/text/front-matter.ts'
import { withoutHidden } from './parsing/readers/markdown.ts'

/**
 * Reads Markdown or plain text of the operator's own in this process: the text as it stands, but for front matter and
 * what its reader doesn't see, which are told. Throws `document-bomb` for what nests too deep.
 */
export function readPlainFile(
  source: string,
  kind: PlainKind,
): Pick<ParsedDocument, 'title' | 'text' | 'findings' | 'metadata' | 'answers'> {
  const writer = new MarkdownWriter(PARSE_LIMITS.textCharacters)
  const lines = source.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n')
  const seen = withoutInvisible(lines, (what) => writer.find('invisible-characters', what))
  try {
    const body = kind === 'markdown' ? withoutFrontMatter(seen, writer) : seen
    // Most files have no HTML, and looking for what it hides takes a parser.
    const hasHtml = kind === 'markdown' && /<[!a-z]/iu.test(body)
    const text = hasHtml ? withoutHidden(body, writer) : body
    const { title, findings, metadata, answers } = writer.finish(kind)
    return { title, text, findings, metadata, answers }
  } catch (error) {
    if (error instanceof ParseFailure) throw failureError(error.reason, PARSE_LIMITS)
    throw error
  }
}
