import { AppError } from '#core/errors.ts'
import { ingestTexts as texts } from '#cards/texts/ingest-texts.ts'

/** Work on what a file held when it was opened. Throws `file-changed` where it holds something else by now. */
export async function unlessChanged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw hasChanged(error) ? new AppError(texts.fileChanged, { code: 'file-changed', cause: error }) : error
  }
}

// What reads it fails like this, in the middle of whatever it was read for.
function hasChanged(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'NotReadableError' || hasChanged(error.cause)
}
