import type { ReadOptions } from '../contract.ts'
import type { MailFile } from './parse-mail.ts'

/** Of one mail; further ones are named. */
const MOST_FILES = 5
const MOST_BYTES = 10_000_000
/** Of the text of one, so that a second has room, too. */
const MOST_TEXT = 4_000

/**
 * What the files of a mail say, each as one text of others' words, or that it can't be read. They are named by us: what a
 * file is called is its sender's, or whoever gave it to them.
 */
export async function fileTexts(files: readonly MailFile[], { readFile }: ReadOptions): Promise<readonly string[]> {
  const shown = files.filter(({ isInline, bytes }) => !isInline && bytes.length > 0)
  const texts: string[] = []
  for (const [index, { name, mediaType, bytes }] of shown.entries()) {
    const label = `[file${index + 1}]`
    if (index >= MOST_FILES) return [...texts, `[${shown.length - MOST_FILES} more files, which weren't read]`]
    if (bytes.length > MOST_BYTES) texts.push(`${label} isn't read: it is larger than 10 MB.`)
    else {
      const read = await readFile({ name, mediaType, bytes })
      texts.push(read.ok ? `${label}\n${read.text.slice(0, MOST_TEXT)}` : `${label} can't be read (${read.code}).`)
    }
  }
  return texts
}
