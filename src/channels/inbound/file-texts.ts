import type { ReadOptions } from '../contract.ts'

/** A file that came with a message. `null`: it can't be had. */
export interface SharedFile {
  readonly name: string
  readonly mediaType: string
  bytes(): Promise<Uint8Array | 'too-large' | null>
}

/** Of one message; further ones are named. */
const MOST_FILES = 5
/** The largest one that is read. */
export const MOST_FILE_BYTES = 10_000_000
/** Of the text of one, so that a second has room, too. */
const MOST_TEXT = 4_000

/**
 * What the files of a message say, each as one text of others' words, or that it can't be read. They are named by us: what a
 * file is called is its sender's, or whoever gave it to them.
 */
export async function fileTexts(
  files: readonly SharedFile[],
  { readFile }: Pick<ReadOptions, 'readFile'>,
): Promise<readonly string[]> {
  const texts: string[] = []
  for (const [index, { name, mediaType, bytes }] of files.entries()) {
    const label = `[file${index + 1}]`
    if (index >= MOST_FILES) return [...texts, `[${files.length - MOST_FILES} more files, which weren't read]`]
    const had = await bytes()
    if (had === null) texts.push(`${label} can't be had.`)
    else if (had === 'too-large' || had.length > MOST_FILE_BYTES)
      texts.push(`${label} isn't read: it is larger than 10 MB.`)
    else {
      const read = await readFile({ name, mediaType, bytes: had })
      texts.push(read.ok ? `${label}\n${read.text.slice(0, MOST_TEXT)}` : `${label} can't be read (${read.code}).`)
    }
  }
  return texts
}
