import type { DefaultTreeAdapterTypes } from 'parse5'
import { largest } from '../extremes.ts'
import { MOST_COLUMNS } from '../limits.ts'
import { type Look, lookOf } from './looks.ts'
import { allText, type Reading, visibleText } from './visible-text.ts'

type Element = DefaultTreeAdapterTypes.Element

export interface ReadTable {
  readonly caption: string
  readonly rows: readonly (readonly string[])[]
}

/** A table's rows. A cell that spans columns or rows stands in each of them: what it says holds there. */
export function readTable(table: Element, look: Look, reading: Reading): ReadTable {
  const { rules, onHidden } = reading
  let caption = ''
  const rows: string[][] = []
  const lasting: { text: string; rows: number }[] = []
  const starts = new Set<number>()
  const visit = (parent: Element, around: Look) => {
    for (const node of parent.childNodes) {
      if (!('tagName' in node)) continue
      const inner = lookOf({ tag: node.tagName, attributes: attributesOf(node) }, around, rules)
      if (inner.isHidden) onHidden(allText(node))
      else if (node.tagName === 'tr') rows.push(cellsOf(node, inner, { lasting, starts }, reading))
      else if (node.tagName === 'caption') caption = visibleText(node, inner, reading)
      else if (/^t(?:head|body|foot)$/u.test(node.tagName)) visit(node, inner)
    }
  }
  visit(table, look)
  // A span that goes on where no row has a cell of its own is a browser's to cut off.
  const width = largest([...starts], 0)
  return { caption, rows: rows.map((cells) => cells.slice(0, width)) }
}

interface Spanning {
  /** By columns, what goes on in so many rows more. */
  readonly lasting: { text: string; rows: number }[]
  /** How many columns there are up to each cell of its own. */
  readonly starts: Set<number>
}

function cellsOf(row: Element, look: Look, { lasting, starts }: Spanning, reading: Reading): string[] {
  const { rules, onHidden } = reading
  const cells: string[] = []
  const takeLasting = () => {
    for (let from = lasting[cells.length]; from !== undefined && from.rows > 0; from = lasting[cells.length]) {
      from.rows -= 1
      cells.push(from.text)
    }
  }
  for (const node of row.childNodes) {
    if (!('tagName' in node) || !/^t[dh]$/u.test(node.tagName)) continue
    takeLasting()
    const attributes = attributesOf(node)
    const inner = lookOf({ tag: node.tagName, attributes }, look, rules)
    if (inner.isHidden) onHidden(allText(node))
    const text = inner.isHidden ? '' : visibleText(node, inner, reading).replaceAll(/\s+/gu, ' ').trim()
    starts.add(cells.length + 1)
    for (let column = 0; column < spanOf(attributes, 'colspan'); column += 1) {
      if (cells.length > MOST_COLUMNS) break
      lasting[cells.length] = { text, rows: spanOf(attributes, 'rowspan') - 1 }
      cells.push(text)
    }
  }
  takeLasting()
  return cells
}

function spanOf(attributes: ReadonlyMap<string, string>, name: string): number {
  return Math.min(100, Math.max(1, Number.parseInt(attributes.get(name) ?? '1', 10) || 1))
}

function attributesOf(element: Element): ReadonlyMap<string, string> {
  return new Map(element.attrs.map(({ name, value }) => [name, value]))
}
