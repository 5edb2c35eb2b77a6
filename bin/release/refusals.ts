import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMigrations } from '#db/migration-files.ts'
import { PACKAGE_ROOT } from '#package-root.ts'
import { VERSION } from '#core/version.ts'
import { lastReleaseIn, unreleasedIn } from './changelog.ts'
import { git } from './git.ts'
import { readReleasedMigrations, wrongMigrations } from './released-migrations.ts'
import { compareVersions, parseVersion } from './version.ts'

/** Why this can't be released now: a sentence for each reason, which says what to do. */
export async function refusals(release: string): Promise<readonly string[]> {
  const changelog = await readFile(join(PACKAGE_ROOT, 'CHANGELOG.md'), 'utf8')
  return [
    ...versionRefusals(release, lastReleaseIn(changelog)),
    ...(await treeRefusals(release)),
    ...(unreleasedIn(changelog) ? [] : ['CHANGELOG.md has nothing under “## Unreleased”. Write there what changes.']),
    ...wrongMigrations(await readReleasedMigrations(), await readMigrations()),
  ]
}

// The first release may be the one that package.json has had from the beginning.
function versionRefusals(release: string, lastRelease: string | null): readonly string[] {
  const version = parseVersion(release)
  if (version === null) return [`“${release}” is no version. Name three numbers, as in 1.20.3.`]
  const last = parseVersion(lastRelease ?? VERSION)
  const difference = last === null ? 1 : compareVersions(version, last)
  if (difference > 0 || (difference === 0 && lastRelease === null)) return []
  return [`${release} isn't newer than ${lastRelease ?? VERSION}. Name a newer version.`]
}

async function treeRefusals(release: string): Promise<readonly string[]> {
  const changed = await git('status', '--porcelain')
  const tag = await git('tag', '--list', `v${release}`)
  return [
    ...(changed === '' ? [] : [`There are changes that aren't committed. Commit them or put them away:\n${changed}`]),
    ...(tag === '' ? [] : [`There is a tag ${tag} already. Name a newer version.`]),
  ]
}
