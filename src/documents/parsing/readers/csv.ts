import { parse } from 'csv-parse/sync'
import { ParseFailure } from '../parse-failure.ts'
import { MOST_COLUMNS } from '../limits.ts'
import { withoutStated } from '../text/delimiter.ts'
import { columnDelimiter } from '../formats.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { z } from 'zod'

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

/** Reads a table of lines. A row's place is the line that it ends on. */
export function read(file: OpenFile, writer: MarkdownWriter): void {
  const records = recordsOf(file.text, columnDelimiter(file) ?? ',')
  writer.table(
    records.map(({ record, info }) => ({
      cells: record.slice(0, MOST_COLUMNS + 1),
      place: { kind: 'row', row: Math.max(1, info.lines) },
    })),
  )
}

function recordsOf(text: string, delimiter: string): z.infer<typeof Records> {
  try {
    return Records.parse(
      parse(withoutStated(text), {
        delimiter,
        bom: true,
        info: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
        max_record_size: 1_000_000,
      }),
    )
  } catch (error) {
    throw new ParseFailure('broken', error)
  }
}
