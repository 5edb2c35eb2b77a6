import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '#core/errors.ts'

/**
 * Keeps every other process out of a data folder, for PGlite doesn't and two of them lose rows. An SQLite file holds
 * the lock, since the system frees it however its holder ends. Throws `data-folder-locked`. Not for network drives.
 */
export function lockFolder(dataDir: string): Disposable {
  mkdirSync(dataDir, { recursive: true })
  const lock = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 })
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    throw new AppError(
      `The data folder ${resolve(dataDir)} is in use by another process. Stop the other Parley, or give this one a ` +
        'folder of its own with DATA_DIR.',
      { code: 'data-folder-locked', cause: error },
    )
  }
  return {
    [Symbol.dispose]() {
      if (lock.isOpen) lock.close()
    },
  }
}
