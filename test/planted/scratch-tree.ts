import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, cp, link, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A copy of a tree with the same packages, to make mistakes in. It is gone when it is disposed. */
export interface ScratchTree extends AsyncDisposable {
  readonly root: string
  /** Makes what is made from sources anew, as far as they have changed. */
  build(): Promise<void>
}

/** Copies all that git knows or would take, changes that aren't committed among it. */
export async function makeScratchTree(from: string): Promise<ScratchTree> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'parley-planted-')))
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: from,
    maxBuffer: 64 * 1024 ** 2,
  })
  const files = stdout.split('\0').filter((file) => file !== '' && file !== 'node_modules')
  for (const file of files) {
    // One that was removed and not yet committed is still known.
    if (!existsSync(join(from, file))) continue
    await mkdir(join(root, dirname(file)), { recursive: true })
    await copyFile(join(from, file), join(root, file))
  }
  await linkFolder(await realpath(join(from, 'node_modules')), join(root, 'node_modules'))
  return {
    root,
    build: async () => {
      await run(process.execPath, ['build.ts'], { cwd: root })
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

// Nobody writes in packages, so their files may be the same. A link to the folder wouldn't do: what runs behind walls may
// read its packages where they are and nowhere else.
async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkFolder(source, target)
    else if (entry.isSymbolicLink()) await cp(source, target, { verbatimSymlinks: true })
    // Another disk has no links to this one.
    else await link(source, target).catch(() => copyFile(source, target))
  }
}
