import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import type { MarkdownWriter } from '../markdown-writer.ts'

const Front = z.object({
  title: z.coerce.string().optional().catch(undefined),
  author: z.coerce.string().optional().catch(undefined),
  description: z.coerce.string().optional().catch(undefined),
  date: z.coerce.string().optional().catch(undefined),
})

/** The text behind the front matter, which is told to the writer: the title, and what is known of the document. */
export function withoutFrontMatter(source: string, writer: MarkdownWriter): string {
  const found = /^---\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)(?:\n|$)/u.exec(source)
  if (!found) return source
  try {
    const front = Front.parse(parseYaml(found[1] ?? '', { schema: 'failsafe', maxAliasCount: 0 }))
    const { date: written, ...rest } = front
    const date = new Date(written ?? '')
    const said = { ...rest, ...(Number.isNaN(date.getTime()) ? {} : { date: date.toISOString() }) }
    for (const [name, value] of Object.entries(said)) writer.describe(name, value)
    writer.title = front.title ?? null
    return source.slice(found[0].length)
  } catch {
    return source // two lines with something between them
  }
}
