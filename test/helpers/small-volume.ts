import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { open, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'

/** A volume of its own that can be filled to the brim. */
export interface SmallVolume {
  readonly folder: string
  /** Writes until nothing more fits. */
  fill(): Promise<void>
  /** Gives back what `fill` took. */
  giveBack(): Promise<void>
}

/** Mounts one; null where this machine doesn't let us. */
export function mountSmallVolume(scope: Scope, megabytes: number): SmallVolume | null {
  const folder = mkdtempSync(join(tmpdir(), 'parley-volume-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const filler = join(folder, 'filler')
  scope.after(async () => {
    execFileSync('umount', ['--lazy', folder])
    await rmdir(folder)
  })
  return { folder, fill: () => fill(filler), giveBack: () => rm(filler, { force: true }) }
}

async function fill(path: string): Promise<void> {
  await using file = await open(path, 'a')
  for (let size = 1 << 20; size >= 1;) {
    try {
      await file.write(Buffer.alloc(size))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      size >>= 1
    }
  }
}
