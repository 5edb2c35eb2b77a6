import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './page.ts'

const FOLDERS = [
  ['Tutorial: I’m new', 'tutorial/*.md'],
  ['How-to: I want to get something done', 'how-to/*.md'],
  ['Reference: I look something up', 'reference/*.md'],
  ['Explanation: I want to understand', 'explanation/*.md'],
  ['For those who change Parley', '{contributing,decisions/README}.md'],
] as const

/** `docs/README.md`, made of the pages in each folder, by their titles. */
export function pageList(): string {
  const lists = FOLDERS.map(([heading, pages]) => `## ${heading}\n\n${linksTo(pages).join('\n')}\n`)
  const lead = 'Four kinds of page, for four kinds of question. What the pages say to type is typed by the tests.'
  return `# Documentation\n\n${lead}\n\n${lists.join('\n')}`
}

function linksTo(pages: string): readonly string[] {
  const docs = join(ROOT, 'docs')
  return globSync(pages, { cwd: docs })
    .map((path) => ({ path, title: /^# (.+)$/mu.exec(readFileSync(join(docs, path), 'utf8'))?.[1] ?? path }))
    .toSorted((one, other) => one.title.localeCompare(other.title, 'en'))
    .map(({ path, title }) => `- [${title}](${path})`)
}
