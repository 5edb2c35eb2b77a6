import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Corpus } from '../answers/corpora.ts'
import { readKey } from '../answers/key.ts'
import { pagesOf } from '../answers/pages.ts'

const FOLDER = join(import.meta.dirname, 'unseen')
const NAMES = ['gym', 'clinic', 'energy', 'software', 'rental', 'outdoor']

/** Documents that nothing is learned from, with what is asked of them: how well what was learned holds elsewhere. */
export async function readUnseen(): Promise<readonly Corpus[]> {
  return Promise.all(
    NAMES.map(async (name) => ({
      name,
      agent: null,
      pages: await pagesOf(name, FOLDER),
      questions: readKey(await readFile(join(FOLDER, `${name}.txt`), 'utf8')),
    })),
  )
}
