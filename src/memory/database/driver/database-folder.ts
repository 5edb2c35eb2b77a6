import { join } from 'node:path'

/** Where PGlite's files are inside the data folder. */
export function databaseFolder(dataDir: string): string {
  return join(dataDir, 'database')
}
