import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { listedQuestions } from './listed-questions.ts'

const Front = z.object({
  title: z.coerce.string().optional().catch(undefined),
  author: z.coerce.string().optional().catch(undefined),
  description: z.coerce.string().optional().catch(undefined),
  date: z.coerce.string().optional().catch(undefined),
  answers: z.unknown().optional(),
})

/**
 * The text behind the front matter, which is told to the writer: the title, what is known of the document, and the
 * questions that it says it answers.
 */
export function withoutFrontMatter(source: string, writer: MarkdownWriter): string {
  const found = /^---\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)(?:\n|$)/u.exec(source)
  if (!found) return source
  try {
    const front = Front.parse(parseYaml(found[1] ?? '', { schema: 'failsafe', maxAliasCount: 0 }))
    const { date: written, answers, ...rest } = front
    const date = new Date(written ?? '')
    const said = { ...rest, ...(Number.isNaN(date.getTime()) ? {} : { date: date.toISOString() }) }
    for (const [name, value] of Object.entries(said)) writer.describe(name, value)
    writer.title = front.title ?? null
    writer.answers = listedQuestions(answers, (words) => writer.find('question-left-out', words))
    return source.slice(found[0].length)
  } catch {
    return source // two lines with something between them
  }
}
