import { existsSync } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import type { Database } from '#memory/database/database.ts'
import { starterTexts } from '#cards/texts/starter-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import type { CommandContext } from './command.ts'
import { broken, look, ok, type Finding } from './doctor-finding.ts'

interface Examined {
  /** What earlier checks found. */
  readonly findings: readonly Finding[]
}

const words = { ...texts.doctor, ...starterTexts.doctor }

/** Whether the folder for what isn't in the database can be used. */
export async function checkDataFolder({ DATA_DIR }: Config): Promise<readonly Finding[]> {
  const folder = resolve(DATA_DIR)
  if (!existsSync(folder)) return [look('Data folder', words.noFolder(folder), words.migrateTodo)]
  try {
    if (!(await stat(folder)).isDirectory()) return [broken('Data folder', words.noDirectory(folder), words.folderTodo)]
    await access(folder, constants.R_OK | constants.W_OK)
    return [ok('Data folder', folder)]
  } catch {
    return [broken('Data folder', words.notWritable(folder), words.folderTodo)]
  }
}

/** Opening it is the check: it looks whether it answers, is up to date and isn't somebody else's; and how full it is. */
export async function checkDatabase(
  config: Config,
  { signal }: CommandContext,
  examined: Examined,
): Promise<readonly Finding[]> {
  const { openDatabase } = await import('#memory/database/database.ts')
  const { createLogger } = await import('#core/log.ts')
  try {
    await using database = await openDatabase({
      url: config.DATABASE_URL ?? null,
      dataDir: config.DATA_DIR,
      log: createLogger('silent'),
      signal,
      onProgress: () => undefined,
    })
    return [ok('Database', words.upToDate(database.description)), ...(await findDisks(config, database, examined))]
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [closedDatabase(error, examined), ...(await findDisks(config, null, examined))]
  }
}

function closedDatabase(error: AppError, { findings }: Examined): Finding {
  const isServerThere = findings.some(({ about, state }) => about === 'Server' && state === 'ok')
  if (error.code === 'data-folder-locked' && isServerThere) return ok('Database', words.heldByServer)
  if (error.code === 'migrations-pending') return look('Database', error.message, null)
  return broken('Database', error.message, null)
}

/** A segment of PostgreSQL's log of changes, the embedded one's too: with less than that left it can't go on. */
const FULL_BYTES = 16 * 1024 * 1024

async function findDisks(
  config: Config,
  database: Database | null,
  { findings }: Examined,
): Promise<readonly Finding[]> {
  const { readStorage, readVolume, storageText } = await import('#memory/database/storage.ts')
  // The folder may not be made yet; the volume that it will be on is there.
  const DATA_DIR = standing(resolve(config.DATA_DIR))
  try {
    const storage = await readStorage({ ...config, DATA_DIR }, database)
    const files = config.DATABASE_URL === undefined ? null : await readVolume(DATA_DIR, config)
    return [
      { isOf: words.volumeOfDatabase, left: storage },
      { isOf: words.volumeOfFolder, left: files },
    ].flatMap(({ isOf, left }) => {
      if (!left?.isLow) return []
      if (left.leftBytes < FULL_BYTES) return [broken('Disk', words.full(isOf, storageText(left)), words.fullTodo)]
      const isTold = findings.some(({ about, found }) => about === 'Server' && found.startsWith(words.fillsUp(isOf)))
      return isTold ? [] : [look('Disk', `${words.fillsUp(isOf)} ${storageText(left)}`, words.fillsUpTodo)]
    })
  } catch (error) {
    if (error instanceof AppError) return []
    return [look('Disk', words.volumeUnreadable(config.DATABASE_VOLUME ?? DATA_DIR), words.volumeTodo)]
  }
}

function standing(folder: string): string {
  return existsSync(folder) ? folder : standing(dirname(folder))
}
