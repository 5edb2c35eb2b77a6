import { createHash } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileProblem } from '#core/file-problem.ts'

/** The files of a folder, by their path in it with `/`, and a hash over all names and contents. */
export interface Folder {
  readonly files: ReadonlyMap<string, Buffer>
  readonly hash: string
  /** When the newest of them was written. */
  readonly changedAt: Date
  readonly problems: readonly FileProblem[]
}

/** Reads all files below a folder. A link is a problem and isn't followed: what it points to isn't the agent's. */
export async function readFolder(root: string): Promise<Folder> {
  const files = new Map<string, Buffer>()
  const problems: FileProblem[] = []
  let changedMs = 0
  await readInto('')
  const sorted = new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)))
  return { files: sorted, hash: hashOf(sorted), changedAt: new Date(changedMs), problems }

  async function readInto(path: string): Promise<void> {
    for (const name of await readdir(join(root, path))) {
      const inside = path === '' ? name : `${path}/${name}`
      const kind = await lstat(join(root, inside))
      if (kind.isDirectory()) await readInto(inside)
      else if (kind.isFile()) {
        files.set(inside, await readFile(join(root, inside)))
        changedMs = Math.max(changedMs, kind.mtimeMs)
      } else problems.push(notAFile(inside, kind.isSymbolicLink()))
    }
  }
}

/** What is neither a file nor a folder, most likely a link. */
export function notAFile(file: string, isLink: boolean): FileProblem {
  const message = isLink ? 'A link can’t be part of an agent’s folder.' : 'This is neither a file nor a folder.'
  return { file, line: null, column: null, message, hint: isLink ? 'Copy what it points to.' : null }
}

// Lengths in front keep names and contents apart: no two folders give the same bytes.
function hashOf(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash('sha256')
  for (const [path, content] of files) {
    hash.update(`${Buffer.byteLength(path)} ${path} ${content.length} `).update(content)
  }
  return `sha256:${hash.digest('hex')}`
}
