import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bankPages, bankQuestions } from './bank.ts'
import { sitePages, siteQuestions } from './handbook-sites.ts'
import { type KeyQuestion, readKey } from './key.ts'
import { type Page, pagesOf } from './pages.ts'

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
