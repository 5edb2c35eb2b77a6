import type { Node } from 'acorn'
import { failOn } from './fault.ts'
import type { Box } from './values.ts'

/**
 * Ends the program where it needs the e-mail address of who asks and there is no verified one. Left out of a call, it could
 * mean everybody's.
 */
export function refuseAbsentEmail({ value, path }: Box, at: Node): void {
  if (value !== undefined || !path || path.of !== null) return
  const { step } = path
  if ('from' in step && step.from === 'requester')
    failOn('no-email', 'Who asks has no verified e-mail address: look whether requester.email is undefined before.', at)
}
