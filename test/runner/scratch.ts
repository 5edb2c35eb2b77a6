import { mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'
const NAME = /^parley-tests-(\d+)$/
/** The most that the tests of a run keep at once. */
const NEEDED = 4 * 2 ** 30
/** And what their processes take beside it. */
const TO_RUN_IN = 6 * 2 ** 30

/**
 * Has tests keep their databases in memory, in a folder that goes with this process: on a disk, copying and deleting the
 * thousand small files of each takes longer than the test itself. Where `TMPDIR` says where, or memory is short, they stay
 * where they were.
 */
export function keepInMemory(): void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return
  for (const name of readdirSync(IN_MEMORY)) {
    const pid = NAME.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(IN_MEMORY, name), { recursive: true, force: true })
  }
  const folder = join(IN_MEMORY, `parley-tests-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  process.env.TMPDIR = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize > NEEDED && freemem() > NEEDED + TO_RUN_IN
  } catch {
    return false
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
