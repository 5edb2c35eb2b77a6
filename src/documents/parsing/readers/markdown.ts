import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as plainText } from 'mdast-util-to-string'
import { markdownSegments } from '#text/markdown-segments.ts'
import { isUnseen, type Look, lookOf, PLAIN_LOOK } from '../html/looks.ts'
import { ParseFailure } from '../parse-failure.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { withoutFrontMatter } from '../text/front-matter.ts'

/** Of a text that people wrote, no more than so many times what is seen is comments and the like. */
const MOST_HIDDEN = 3

/** Keeps Markdown as it is, but for its front matter, which becomes metadata, and what it hides in HTML. */
export function read({ text: source }: OpenFile, writer: MarkdownWriter): void {
  writer.refuseBeyond(MOST_HIDDEN, source.length)
  const body = withoutFrontMatter(source.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n'), writer)
  const text = withoutHidden(body, writer)
  writer.title ??= firstHeading(text)
  writer.verbatim(text)
}

function firstHeading(text: string): string | null {
  for (const { kind, start, end } of markdownSegments(text)) {
    const blocks = kind === 'prose' ? fromMarkdown(text.slice(start, end)).children : []
    const heading = blocks.find((block) => block.type === 'heading' && block.depth === 1)
    if (heading) return plainText(heading)
  }
  return null
}

interface Cut {
  readonly start: number
  readonly end: number
}

/** An element that is open where the walk has come to. */
interface OpenTag {
  readonly tag: string
  readonly start: number
  readonly look: Look
}

/** Markdown without what its HTML hides: comments, and elements that no reader sees. */
export function withoutHidden(body: string, writer: MarkdownWriter): string {
  let kept = ''
  let from = 0
  for (const { start, end } of hiddenSpans(body, writer)) {
    if (start < from) continue
    kept += body.slice(from, start)
    from = end
  }
  return kept + body.slice(from)
}

const TAG = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/giu

const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr', 'col'])

// Only what Markdown takes for HTML is: tags in code are text. A paragraph may stand between an opening and its end.
function hiddenSpans(body: string, writer: MarkdownWriter): readonly Cut[] {
  const cuts: Cut[] = []
  const open: OpenTag[] = []
  const lookNow = () => open.at(-1)?.look ?? PLAIN_LOOK
  const tags = htmlIn(body).flatMap(({ start, end }) =>
    [...body.slice(start, end).matchAll(TAG)].map((found) => ({ at: start + found.index, found })),
  )
  for (const { at, found } of tags) {
    const [whole, slash, name = '', rest = ''] = found
    const tag = name.toLowerCase()
    if (whole.startsWith('<!--')) {
      cuts.push({ start: at, end: at + whole.length })
      writer.find('comment', whole.replace(/^<!--/u, '').replace(/-->$/u, ''))
    } else if (slash === '/') {
      const index = open.findLastIndex((element) => element.tag === tag)
      // One that ends ends those within it that weren't closed.
      const closed = index === -1 ? [] : open.splice(index)
      const hidden = closed.find(isHidden)
      if (hidden && !open.some(isHidden)) {
        cuts.push({ start: hidden.start, end: hidden === closed[0] ? at + whole.length : at })
        writer.find('hidden-text', body.slice(hidden.start, at).replaceAll(TAG, ' '))
      }
    } else if (!VOID.has(tag) && !rest.endsWith('/')) {
      open.push({ tag, start: at, look: lookOf({ tag, attributes: attributesOf(rest) }, lookNow(), []) })
    }
  }
  const unclosed = open.find(isHidden)
  if (unclosed) {
    cuts.push({ start: unclosed.start, end: body.length })
    writer.find('hidden-text', body.slice(unclosed.start).replaceAll(TAG, ' '))
  }
  return cuts.toSorted((one, other) => one.start - other.start || other.end - one.end)
}

function isHidden({ look }: OpenTag): boolean {
  return look.isHidden || isUnseen(look)
}

interface SomeNode {
  readonly type: string
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined }
        readonly end: { readonly offset?: number | undefined }
      }
    | undefined
  readonly children?: readonly SomeNode[]
}

/** Where HTML stands in a text. Throws `too-deep`. */
export function htmlIn(body: string): readonly Cut[] {
  return markdownSegments(body).flatMap(({ kind, start, end }) => {
    if (kind === 'code') return []
    // Rows of a table are no block of HTML, and what stands in them is.
    if (kind === 'table') return [{ start, end }]
    return nodesOf(body.slice(start, end)).flatMap((node) => {
      const from = node.position?.start.offset
      const to = node.position?.end.offset
      return node.type === 'html' && from !== undefined && to !== undefined
        ? [{ start: start + from, end: start + to }]
        : []
    })
  })
}

/** Deeper than this, quotes and lists are there to exhaust whoever reads them. */
const MOST_NESTED = 100

/** Everything in a text, in its order. Throws `too-deep`. */
function nodesOf(text: string): readonly SomeNode[] {
  const nodes: SomeNode[] = []
  const waiting: { node: SomeNode; depth: number }[] = [{ node: fromMarkdown(text), depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    if (depth > MOST_NESTED) throw new ParseFailure('too-deep')
    nodes.push(node)
    for (const child of (node.children ?? []).toReversed()) waiting.push({ node: child, depth: depth + 1 })
  }
  return nodes
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/([a-z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/giu)
  return new Map(
    [...found].map(([, name = '', double, single, bare]) => [name.toLowerCase(), double ?? single ?? bare ?? '']),
  )
}
