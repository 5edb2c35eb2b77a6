import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A page as a document: its file's name and its Markdown. */
export interface Page {
  readonly file: string
  readonly text: string
}

/** The pages of a file that has all of them: each heading of the first level begins one. */
export async function pagesOf(name: string, folder: string = import.meta.dirname): Promise<readonly Page[]> {
  const text = await readFile(join(folder, `${name}.md`), 'utf8')
  return text
    .split(/^(?=# )/mu)
    .filter((page) => page.startsWith('# '))
    .map((page, at) => ({ file: `page-${String(at + 1).padStart(3, '0')}.md`, text: page }))
}
