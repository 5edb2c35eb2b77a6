import { after } from 'node:test'

const closing = new AsyncDisposableStack()

/**
 * Something that is dear to open and keeps nothing of those who use it: opened at its first use in a process, and used by
 * all that come after, also those of the next file where the runner has one process do several.
 */
export function shared<Part>(open: (closing: AsyncDisposableStack) => Promise<Part>): () => Promise<Part> {
  let opened: Promise<Part> | null = null
  return () => (opened ??= open(closing))
}

/** Closes what was opened. A process that isn't a test file's own does it at its end. */
export async function closeShared(): Promise<void> {
  await closing.disposeAsync()
}

let users = 0
let isOver = false

/** Says that what is shared is used, until the answer is called. */
export function usingShared(): () => Promise<void> {
  users += 1
  return async () => {
    users -= 1
    await closeUnused()
  }
}

async function closeUnused(): Promise<void> {
  if (isOver && users === 0) await closeShared()
}

// Of a test file that is run by itself nothing may be left that keeps its process alive. Its hooks run in their order, and
// this is the first of them: what the file itself opened closes later.
if (process.argv[1]?.endsWith('.test.ts'))
  after(async () => {
    isOver = true
    await closeUnused()
  })
