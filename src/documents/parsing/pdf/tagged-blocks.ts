import { z } from 'zod'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { BULLET, textOf } from './join-lines.ts'
import { linesOf } from './lines.ts'
import type { TextRun } from './text-runs.ts'

export type TaggedBlock =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly depth: number; readonly marker: string; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

export interface TaggedPage {
  readonly blocks: readonly TaggedBlock[]
  /** What no tag holds: headers and footers, and what was put on the page later. */
  readonly others: readonly TextRun[]
}

const Node = z.object({
  role: z.string().optional(),
  id: z.string().optional(),
  get children(): z.ZodOptional<z.ZodArray<typeof Node>> {
    return z.array(Node).optional()
  },
})
type Node = z.infer<typeof Node>

/** Tags that hold less than this of a page's letters weren't made for it. */
const LEAST_SHARE = 0.8

const BLOCKS =
  /^(?:H[1-6]?|P|L|LI|Table|TR|Caption|BlockQuote|Title|TOCI?|Sect|Div|Part|Art|Document|Aside|Note|FENote)$/u

/**
 * A page's blocks as its program tagged them, which says more than their looks. Null where it has no tags, or they leave
 * much of the page out.
 */
export function taggedPage(tree: unknown, runs: readonly TextRun[]): TaggedPage | null {
  const root = Node.safeParse(tree).data
  if (root === undefined) return null
  const reader = new TagReader(runs)
  reader.readBlocks(root)
  const others = runs.filter((run) => !reader.used.has(run))
  return lettersIn(others) > (1 - LEAST_SHARE) * lettersIn(runs) ? null : { blocks: reader.blocks, others }
}

export function writeTagged(blocks: readonly TaggedBlock[], writer: MarkdownWriter): void {
  for (const block of blocks) {
    if (block.kind === 'heading') writer.heading(block.depth, block.text)
    else if (block.kind === 'paragraph') writer.paragraph(block.text)
    else if (block.kind === 'item') writer.listItem(block.depth, block.marker, block.text)
    else writer.table(block.rows.map((cells) => ({ cells })))
  }
}

class TagReader {
  readonly blocks: TaggedBlock[] = []
  readonly used = new Set<TextRun>()
  readonly #runs: ReadonlyMap<string, readonly TextRun[]>

  constructor(runs: readonly TextRun[]) {
    this.#runs = Map.groupBy(runs, ({ mark }) => mark ?? '')
  }

  readBlocks(node: Node, lists = 0): void {
    const role = node.role ?? ''
    if (/^H[1-6]?$/u.test(role) || role === 'Title') {
      this.#add({ kind: 'heading', depth: Number(role[1] ?? 1), text: this.#text([node]) })
    } else if (role === 'Table') {
      const rows = descendants(node, 'TR').map((row) =>
        (row.children ?? [])
          .filter(({ role: cell }) => cell === 'TH' || cell === 'TD')
          .map((cell) => this.#text([cell])),
      )
      this.#text([node]) // the rest of it is lines and grounds
      this.blocks.push({ kind: 'table', rows: rows.filter((row) => row.some((text) => text !== '')) })
    } else if (role === 'LI') this.#item(node, lists)
    else if ((node.children ?? []).some(isBlock)) {
      for (const child of node.children ?? []) this.readBlocks(child, role === 'L' ? lists + 1 : lists)
    } else this.#add({ kind: 'paragraph', text: this.#text([node]) })
  }

  #item(node: Node, lists: number): void {
    const parts = (node.children ?? []).flatMap((child) => (child.role === 'LBody' ? (child.children ?? []) : [child]))
    const label = this.#text(parts.filter(({ role }) => role === 'Lbl'))
    const text = this.#text(parts.filter(({ role }) => role !== 'Lbl' && role !== 'L'))
    const number = /^\d{1,9}/u.exec(label)?.[0]
    this.#add({
      kind: 'item',
      depth: Math.max(0, lists - 1),
      marker: number === undefined ? '-' : `${number}.`,
      text: text.replace(BULLET, ''),
    })
    for (const list of parts.filter(({ role }) => role === 'L')) this.readBlocks(list, lists)
  }

  #add(block: Exclude<TaggedBlock, { kind: 'table' }>): void {
    if (block.text.trim() !== '') this.blocks.push(block)
  }

  #text(nodes: readonly Node[]): string {
    const runs = nodes.flatMap(contents).flatMap((mark) => this.#runs.get(mark) ?? [])
    for (const run of runs) this.used.add(run)
    const lines = linesOf(runs)
    return lines.length === 0 ? '' : textOf(lines)
  }
}

function isBlock({ role }: Node): boolean {
  return BLOCKS.test(role ?? '')
}

function descendants(node: Node, role: string): readonly Node[] {
  return (node.children ?? []).flatMap((child) => (child.role === role ? [child] : descendants(child, role)))
}

/** The marks of all that a node holds: `p2R_mc7` is the seventh of its page. */
function contents({ id, children }: Node): readonly string[] {
  const own = /_mc(\d+)$/u.exec(id ?? '')?.[1]
  return [...(own === undefined ? [] : [own]), ...(children ?? []).flatMap(contents)]
}

function lettersIn(runs: readonly TextRun[]): number {
  return runs.reduce((sum, { text }) => sum + text.trim().length, 0)
}
