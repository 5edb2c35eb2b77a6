import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Listed {
  readonly question: string
  readonly under: string | null
}

/** The questions of `listed.txt`, by the document that lists them. */
export async function readListed(): Promise<ReadonlyMap<string, readonly Listed[]>> {
  const text = await readFile(join(import.meta.dirname, 'listed.txt'), 'utf8')
  const [, ...blocks] = text.split(/^# /mu)
  return new Map(
    blocks.map((block) => {
      const [source = '', ...lines] = block.trim().split('\n')
      return [source, lines.map(listedIn)]
    }),
  )
}

function listedIn(line: string): Listed {
  const [question = '', under = null] = line.split(' | ')
  return { question, under }
}
