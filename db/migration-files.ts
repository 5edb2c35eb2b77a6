import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#core/errors.ts'
import { PACKAGE_ROOT } from '#package-root.ts'

/** One numbered file of SQL. `hash` is SHA-256 over its text, by which an edited one is found out. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly hash: string
}

/** Every migration, in order. Each begins with four digits, which no two share; otherwise throws `migrations-misnumbered`. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map((name, index) => readMigration(name, names[index - 1])))
}

const FOLDER = join(PACKAGE_ROOT, 'db/migrations')

async function readMigration(name: string, before: string | undefined): Promise<Migration> {
  const number = Number(/^(\d{4})_/.exec(name)?.[1] ?? Number.NaN)
  if (!Number.isSafeInteger(number) || before?.slice(0, 5) === name.slice(0, 5)) {
    throw new AppError(`db/migrations/${name} must begin with four digits that no other file has.`, {
      code: 'migrations-misnumbered',
    })
  }
  const text = await readFile(join(FOLDER, name), 'utf8')
  return { number, name, text, hash: createHash('sha256').update(text).digest('hex') }
}
