const UNRELEASED = /^## Unreleased\n/m
const RELEASE = /^## (\d+\.\d+\.\d+), \d{4}-\d\d-\d\d$/m

/** The newest release that the changelog has; null before the first. */
export function lastReleaseIn(changelog: string): string | null {
  return RELEASE.exec(changelog)?.[1] ?? null
}

/** What stands under “Unreleased”, without the lines around it; null where there is no such heading. */
export function unreleasedIn(changelog: string): string | null {
  const heading = UNRELEASED.exec(changelog)
  if (heading === null) return null
  const rest = changelog.slice(heading.index + heading[0].length)
  return rest.slice(0, /^## /m.exec(rest)?.index).trim()
}

/** The changelog with what was unreleased under the release's own heading. */
export function withRelease(changelog: string, version: string, date: string): string {
  return changelog.replace(UNRELEASED, `## Unreleased\n\n## ${version}, ${date}\n`)
}
