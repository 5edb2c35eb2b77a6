import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Migration } from '#db/migration-files.ts'
import { PACKAGE_ROOT } from '#package-root.ts'

/** Where they are listed. */
export const RELEASED_MIGRATIONS_FILE = join(PACKAGE_ROOT, 'db/released-migrations.json')

/** Every migration that a release had, by its file's name: SHA-256 over its text, and the release it came with. */
const ReleasedMigrations = z.record(z.string(), z.object({ sha256: z.string(), release: z.string() }))
export type ReleasedMigrations = Readonly<z.infer<typeof ReleasedMigrations>>

export async function readReleasedMigrations(): Promise<ReleasedMigrations> {
  return ReleasedMigrations.parse(JSON.parse(await readFile(RELEASED_MIGRATIONS_FILE, 'utf8')))
}

/** A sentence for each migration that isn't as it was released, or that a database of a release would never get. */
export function wrongMigrations(released: ReleasedMigrations, migrations: readonly Migration[]): readonly string[] {
  const lastReleased = Object.keys(released).toSorted().at(-1) ?? ''
  const gone = Object.entries(released).flatMap(([name, { release }]) =>
    migrations.some((migration) => migration.name === name)
      ? []
      : [`db/migrations/${name} came with ${release} and isn't there. Put it back.`],
  )
  const others = migrations.flatMap(({ name, hash }) => {
    const before = released[name]
    if (before === undefined) {
      const isLast = name.slice(0, 4) > lastReleased.slice(0, 4)
      return isLast ? [] : [`db/migrations/${name} is new. Give it a number above ${lastReleased.slice(0, 4)}.`]
    }
    if (before.sha256 === hash) return []
    return [`db/migrations/${name} came with ${before.release} and was edited since. Put it back, and add a new file.`]
  })
  return [...gone, ...others]
}

/** The list with what comes with this release. */
export function withMigrations(
  released: ReleasedMigrations,
  migrations: readonly Migration[],
  release: string,
): ReleasedMigrations {
  const all = migrations.map(({ name, hash }) => [name, released[name] ?? { sha256: hash, release }] as const)
  return Object.fromEntries(all)
}
