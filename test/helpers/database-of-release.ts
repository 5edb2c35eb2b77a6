import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { migrate } from '#db/migrate.ts'
import { databaseFromBefore } from './database-from-before.ts'
import { openPlaceAsOwner, testPlace, type DatabasePlace, type Scope } from './database.ts'
import type { ReleaseFixture } from './release-fixture.ts'

/**
 * The installation that a release left, brought to this version: its data folder with its keys, and its database, PGlite's in
 * that folder or its rows on PostgreSQL.
 */
export async function databaseOfRelease(scope: Scope, release: ReleaseFixture): Promise<DatabasePlace> {
  if (process.env.DATABASE_URL !== undefined) {
    const place = await databaseFromBefore(scope, { rowsFile: release.rowsFile, last: release.plans.lastMigration })
    await unpack(release.dataFolder, place)
    return place
  }
  const place = await testPlace(scope)
  await rm(place.dataDir, { recursive: true })
  await unpack(release.dataFolder, place)
  await using owner = await openPlaceAsOwner(place)
  await migrate(owner, () => {})
  return place
}

async function unpack(file: string, { dataDir }: DatabasePlace): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  await promisify(execFile)('tar', ['-xzf', file, '-C', dataDir])
}
