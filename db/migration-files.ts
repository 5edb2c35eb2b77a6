import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#errors.ts'

/** One numbered file of SQL. `hash` is SHA-256 over its text, by which an edited one is found out. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly hash: string
}

/** Every migration, in order. They are numbered from 1 without gaps; otherwise throws `migrations-misnumbered`. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map((name, index) => readMigration(name, index + 1)))
}

const FOLDER = join(import.meta.dirname, 'migrations')

async function readMigration(name: string, number: number): Promise<Migration> {
  if (!name.startsWith(`${String(number).padStart(4, '0')}_`)) {
    throw new AppError(`db/migrations/${name} should be number ${number}. Number the files without gaps.`, {
      code: 'migrations-misnumbered',
    })
  }
  const text = await readFile(join(FOLDER, name), 'utf8')
  return { number, name, text, hash: createHash('sha256').update(text).digest('hex') }
}
