import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { PACKAGE_ROOT } from '#package-root.ts'

/** What a command of git's prints, in this repository. Throws with git's own words where it fails. */
export async function git(...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', words, { cwd: PACKAGE_ROOT })
  return stdout.trimEnd()
}
