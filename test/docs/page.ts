import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as textOf } from 'mdast-util-to-string'

type Node = ReturnType<typeof fromMarkdown>['children'][number]

/** A fenced block: its language, the words after it, its text and the line that it begins in. */
export interface CodeBlock {
  readonly language: string
  readonly words: readonly string[]
  readonly text: string
  readonly line: number
}

/** A page of the documentation, as far as tests look at it. */
export interface Page {
  /** From the root: `docs/reference/policy.md`. */
  readonly path: string
  readonly blocks: readonly CodeBlock[]
  readonly links: readonly { readonly url: string; readonly line: number }[]
  /** What a link's `#` may name. */
  readonly anchors: ReadonlySet<string>
}

export const ROOT = join(import.meta.dirname, '../..')

/** Every page: the README, the changelog and all of docs/. */
export function readPages(): readonly Page[] {
  const paths = globSync(['README.md', 'CHANGELOG.md', 'docs/**/*.md'], { cwd: ROOT }).toSorted()
  return paths.map((path) => readPage(path, readFileSync(join(ROOT, path), 'utf8')))
}

export function readPage(path: string, text: string): Page {
  const nodes = fromMarkdown(text).children.flatMap(withChildren)
  return {
    path,
    blocks: nodes.flatMap((node) => (node.type === 'code' ? [blockOf(node)] : [])),
    links: nodes.flatMap((node) =>
      node.type === 'link' || node.type === 'image' || node.type === 'definition'
        ? [{ url: node.url, line: node.position?.start.line ?? 1 }]
        : [],
    ),
    anchors: new Set(nodes.flatMap((node) => (node.type === 'heading' ? [anchorOf(textOf(node))] : []))),
  }
}

function blockOf(node: Extract<Node, { type: 'code' }>): CodeBlock {
  return {
    language: node.lang ?? '',
    words: (node.meta ?? '').split(/\s+/).filter(Boolean),
    text: node.value,
    line: node.position?.start.line ?? 1,
  }
}

function withChildren(node: Node): readonly Node[] {
  return [node, ...('children' in node ? node.children.flatMap((child: Node) => withChildren(child)) : [])]
}

// As GitHub makes them.
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}
