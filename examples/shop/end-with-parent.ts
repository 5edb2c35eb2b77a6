import { fstatSync } from 'node:fs'

/**
 * Calls `end` when the process that started this one is gone, however it went. A pipe on standard input says so at
 * once; without one (a terminal, a service) only the parent's id does, and that is looked at twice a second.
 */
export function endWithParent(end: () => void): void {
  const input = fstatSync(0)
  if (input.isFIFO() || input.isSocket()) {
    process.stdin.on('end', end).on('error', end).resume()
    return
  }
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    end()
  }, 500)
  timer.unref()
}
