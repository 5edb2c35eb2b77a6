import type { LentParts } from '#app/open-parts.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { createLogger } from '#core/log.ts'
import { openSandbox } from '#plan-language/sandbox.ts'
import './built.ts'
import { openKeptEmbedder } from './kept-embedder.ts'
import { shared } from './shared.ts'

/** What is opened once in a process; a database is each app's own while it has it (`lent-database.ts`). */
export type OpenedParts = Required<Omit<LentParts, 'database'>>

/** The parts that all apps of a process are lent. */
export const lentParts = shared(async (closing): Promise<OpenedParts> => {
  const log = createLogger('warn')
  const { signal } = new AbortController()
  const ordinary = { socket: null, size: 2, production: false, networkAccepted: false }
  return {
    sandbox: closing.use(await openSandbox({ log, signal, ...ordinary })),
    embedder: closing.use(openKeptEmbedder()),
    parser: closing.use(openDocumentParser({ log, signal })),
  }
})
