import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMigrations } from './migration-files.ts'

/**
 * Whether the embedded database in a data folder was brought to these migrations before, without opening it, which
 * takes longer than all else of a start. Only a mark: the server looks into the database itself and refuses an old one.
 */
export async function isMarkedMigrated(dataDir: string): Promise<boolean> {
  if (!existsSync(join(dataDir, 'database'))) return false
  const mark = await readFile(markOf(dataDir), 'utf8').catch(() => '')
  return mark === (await migrationsHash())
}

/** Leaves that mark. */
export async function markMigrated(dataDir: string): Promise<void> {
  await writeFile(markOf(dataDir), await migrationsHash())
}

function markOf(dataDir: string): string {
  return join(dataDir, 'migrated')
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const migration of await readMigrations()) hash.update(migration.hash)
  return hash.digest('hex')
}
