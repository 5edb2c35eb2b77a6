import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bankPages, bankQuestions } from './bank.ts'
import { sitePages, siteQuestions } from './handbook-sites.ts'
import { type KeyQuestion, readKey } from './key.ts'

/** A page as a document: its file's name and its Markdown. */
export interface Page {
  readonly file: string
  readonly text: string
}

/** Documents of one kind, and what is asked of them. */
export interface Corpus {
  readonly name: string
  /** The agent of this repository whose documents they are; null where they are these pages alone. */
  readonly agent: string | null
  readonly pages: readonly Page[]
  readonly questions: readonly KeyQuestion[]
}

const FOLDER = import.meta.dirname

/**
 * The example shop's documents, a company's handbook, a bank's list of products that differ in names and values, and a
 * small town's pages.
 */
export async function readCorpora(): Promise<readonly Corpus[]> {
  const key = async (name: string) => readKey(await readFile(join(FOLDER, 'keys', `${name}.txt`), 'utf8'))
  return [
    { name: 'shop', agent: 'support', pages: [], questions: await key('shop') },
    {
      name: 'handbook',
      agent: null,
      pages: [...(await pagesOf('handbook')), ...sitePages()],
      questions: [...(await key('handbook')), ...siteQuestions()],
    },
    { name: 'bank', agent: null, pages: bankPages(), questions: [...bankQuestions(), ...(await key('bank'))] },
    { name: 'town', agent: null, pages: await pagesOf('town'), questions: await key('town') },
  ]
}

// One file for all chapters: each heading of the first level is a page.
async function pagesOf(name: string): Promise<readonly Page[]> {
  const text = await readFile(join(FOLDER, `${name}.md`), 'utf8')
  return text
    .split(/^(?=# )/mu)
    .filter((page) => page.startsWith('# '))
    .map((page, at) => ({ file: `page-${String(at + 1).padStart(3, '0')}.md`, text: page }))
}
