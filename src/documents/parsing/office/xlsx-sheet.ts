import type { CellFormats } from './xlsx-formats.ts'
import { type Cell, columnOf, withMerged } from './xlsx-cells.ts'
import { readXml } from './xml.ts'

export interface Sheet {
  readonly shown: readonly Cell[]
  /** In hidden rows and columns, or in the colour of their ground. */
  readonly hidden: readonly Cell[]
}

interface Open {
  row: number
  column: number
  type: string
  style: number
  value: string
  text: string
}

/** Reads a sheet's cells as events: as a tree, a large one would take ten times its size. */
export function readSheet(content: Uint8Array, strings: readonly string[], formats: CellFormats): Sheet {
  const shown: Cell[] = []
  const hidden: Cell[] = []
  const hiddenColumns: { from: number; to: number }[] = []
  const isColumnHidden = (column: number) => hiddenColumns.some(({ from, to }) => column >= from && column <= to)
  const hiddenRows = new Set<number>()
  const merged: string[] = []
  let row = 0
  let isRowHidden = false
  let cell: Open | null = null
  let inside = ''
  readXml(content, {
    open(name, attributes) {
      inside = name
      if (name === 'col' && isTrue(attributes['hidden'])) {
        hiddenColumns.push({ from: Number(attributes['min']), to: Number(attributes['max']) })
      } else if (name === 'row') {
        row = Number(attributes['r']) || row + 1
        isRowHidden = isTrue(attributes['hidden']) || attributes['ht'] === '0'
        if (isRowHidden) hiddenRows.add(row)
        cell = null
      } else if (name === 'mergeCell') {
        merged.push(attributes['ref'] ?? '')
      } else if (name === 'c') {
        const column: number = columnOf(attributes['r']) ?? (cell?.column ?? 0) + 1
        const { t: type = 'n', s: style } = attributes
        cell = { row, column, type, style: Number(style ?? 0), value: '', text: '' }
      }
    },
    text(text) {
      if (cell === null) return
      if (inside === 'v') cell.value += text
      else if (inside === 't') cell.text += text
    },
    close(name) {
      inside = ''
      if (name !== 'c' || cell === null) return
      const text = textOf(cell, strings, formats)
      if (text.trim() === '') return
      const { column, style } = cell
      const isHidden = isRowHidden || isColumnHidden(column) || formats.isInvisible(style)
      ;(isHidden ? hidden : shown).push({ row: cell.row, column, text })
    },
  })
  const isHidden = ({ row, column }: Omit<Cell, 'text'>) => hiddenRows.has(row) || isColumnHidden(column)
  return { shown: withMerged(shown, merged, isHidden), hidden }
}

function textOf({ type, value, text, style }: Open, strings: readonly string[], formats: CellFormats): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? ''
    case 'inlineStr':
      return text
    case 'str':
    case 'e':
    case 'd':
      return value
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    default:
      return value === '' ? '' : formats.shown(value, style)
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
