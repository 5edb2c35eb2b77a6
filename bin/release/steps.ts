import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMigrations } from '#db/migration-files.ts'
import { PACKAGE_ROOT } from '#package-root.ts'
import { withRelease } from './changelog.ts'
import { git } from './git.ts'
import { readReleasedMigrations, RELEASED_MIGRATIONS_FILE, withMigrations } from './released-migrations.ts'
import { withVersion } from './version.ts'

/** One thing that a release does, and the line that says so. */
export interface ReleaseStep {
  readonly says: string
  do(): Promise<unknown>
}

/** Where a release's fixtures are, from the root. */
export function fixturesOf(release: string): string {
  return `test/fixtures/releases/${release}`
}

/** All that makes a release, in order. The date is that of the system's clock, in UTC. */
export function releaseSteps(release: string): readonly ReleaseStep[] {
  const date = new Date().toISOString().slice(0, 10)
  return [
    {
      says: `write version ${release} to package.json, package-lock.json and deploy/compose.yaml`,
      do: () => writeVersion(release),
    },
    {
      says: `put what is unreleased in CHANGELOG.md under “## ${release}, ${date}”`,
      do: () => rewrite('CHANGELOG.md', (text) => withRelease(text, release, date)),
    },
    { says: 'list the hashes of all migrations in db/released-migrations.json', do: () => listMigrations(release) },
    {
      says: `make ${fixturesOf(release)} with this version's server`,
      do: async () => {
        const { makeReleaseFixtures } = await import('./fixtures.ts')
        await makeReleaseFixtures(release, join(PACKAGE_ROOT, fixturesOf(release)))
      },
    },
    { says: `commit “release: ${release}”`, do: () => commit(release) },
    { says: `tag it v${release}`, do: () => git('tag', '--annotate', `v${release}`, '--message', `Parley ${release}`) },
  ]
}

async function writeVersion(release: string): Promise<void> {
  await rewrite('package.json', (text) => withVersion(text, release, 1))
  await rewrite('package-lock.json', (text) => withVersion(text, release, 2))
  await rewrite('deploy/compose.yaml', (text) => text.replace(/\bparley:\d+\.\d+\.\d+\b/, `parley:${release}`))
}

async function listMigrations(release: string): Promise<void> {
  const listed = withMigrations(await readReleasedMigrations(), await readMigrations(), release)
  await writeFile(RELEASED_MIGRATIONS_FILE, `${JSON.stringify(listed, null, 2)}\n`)
}

async function commit(release: string): Promise<void> {
  await git('add', '--all')
  await git('commit', '--quiet', '--message', `release: ${release}`)
}

async function rewrite(name: string, change: (text: string) => string): Promise<void> {
  const file = join(PACKAGE_ROOT, name)
  await writeFile(file, change(await readFile(file, 'utf8')))
}
