/** A version of three numbers, `1.20.3`. */
export type Version = readonly [major: number, minor: number, patch: number]

/** Null for what isn't three numbers with points between them. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) ?? []
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)]
}

/** Below zero where the first is the older one, above where it is the newer. */
export function compareVersions(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]
}

/** `package.json`, or with two `times` its lock file, of another version. Nothing else in it changes. */
export function withVersion(text: string, version: string, times: number): string {
  let left = times
  return text.replaceAll(/"version": "[^"]+"/g, (found) => {
    left -= 1
    return left < 0 ? found : `"version": "${version}"`
  })
}
