import { AppError } from '#core/errors.ts'
import type { ChildLine, ChildSource, GoneFacts } from './child-line.ts'
import type { DetectedIsolation } from './isolation.ts'
import { spawnChild, type ChildFiles } from './spawn.ts'

export interface LocalChildren {
  readonly files: ChildFiles
  readonly walls: DetectedIsolation
  readonly memoryMb: number
}

const KEPT_STDERR = 2_000

/** Children that are processes of this one. */
export function localChildren(options: LocalChildren): ChildSource {
  return { open: async () => startLine(options), startError, refuseAfter: 3, longestPauseMs: 30_000 }
}

/** Starts a child behind the walls, without waiting for its first word. */
export function startLine({ files, walls, memoryMb }: LocalChildren): ChildLine {
  const child = spawnChild(files, walls, memoryMb)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, KEPT_STDERR)
  })
  const gone = Promise.withResolvers<GoneFacts>()
  const over = () => gone.resolve({ exitCode: child.exitCode, signalCode: child.signalCode, stderr })
  child.on('error', over)
  child.on('exit', over)
  return {
    toChild: child.stdin,
    fromChild: child.stdout,
    gone: gone.promise,
    lostAs: 'died',
    end: () => void child.kill('SIGKILL'),
  }
}

function startError({ exitCode = null, signalCode = null }: GoneFacts): AppError {
  return new AppError(
    "A process for running plans didn't start. Run `node build.ts`; the log has its last words (`sandbox-child-died`).",
    { code: 'sandbox-start', status: 503, retryable: true, details: { exitCode, signalCode } },
  )
}
