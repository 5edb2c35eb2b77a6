import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabasePlace, Scope } from './database.ts'
import { startParley, type TestParley } from './parley.ts'
import type { ReleaseFixture } from './release-fixture.ts'

/** This version's app on a database of a release, and what its tool server was called to do since, by note. */
export interface DeskOfRelease {
  readonly parley: TestParley
  calls(note: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Starts the app with the agent and the tool server's program that the release's plans were made with. */
export async function startDeskOfRelease(
  scope: Scope,
  release: ReleaseFixture,
  place: DatabasePlace,
): Promise<DeskOfRelease> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const book = join(folder, 'book')
  const shop = { url: 'http://127.0.0.1:9/mcp', token: 'none' }
  const environment = {
    AGENTS_DIR: release.agentsDir,
    PATH: process.env.PATH ?? '',
    DESK_PROGRAM: release.program,
    DESK_BOOK: book,
  }
  return {
    parley: await startParley(scope, { place, shop, environment }),
    calls: async (note) => {
      const text = await readFile(book, 'utf8').catch(() => '') // none before its first call
      const lines = text.split('\n').filter((line) => line !== '')
      return lines.map((line): Readonly<Record<string, unknown>> => JSON.parse(line)).filter(({ id }) => id === note)
    },
  }
}
