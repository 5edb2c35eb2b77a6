import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFromBefore } from './database-from-before.ts'
import type { DatabasePlace, Scope } from './database.ts'
import { startParley, type TestParley } from './parley.ts'

const FIXTURE = join(import.meta.dirname, '../fixtures/before-nothing')

/** A desk whose database an earlier version wrote, with plans that waited (N1) and had begun (N2). */
export interface DeskFromBefore {
  readonly place: DatabasePlace
  /** The file in which the desk's program writes what it was called to put: a line of JSON for each. */
  readonly book: string
  start(): Promise<TestParley>
}

export async function deskFromBefore(scope: Scope): Promise<DeskFromBefore> {
  const folder = await mkdtemp(join(tmpdir(), 'before-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const book = join(folder, 'book')
  const place = await databaseFromBefore(scope, { rowsFile: join(FIXTURE, 'rows.sql'), last: 21 })
  const environment = {
    AGENTS_DIR: join(FIXTURE, 'agents'),
    PATH: process.env['PATH'] ?? '',
    DESK_PROGRAM: join(FIXTURE, 'desk-program.js'),
    DESK_BOOK: book,
    EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9',
    EMBEDDINGS_MODEL: 'none',
  }
  const shop = { url: 'http://127.0.0.1:9/mcp', token: 'none' }
  return { place, book, start: () => startParley(scope, { place, shop, environment }) }
}
