import type { Node } from 'acorn'
import { failOn } from './fault.ts'
import type { Box } from './values.ts'

/**
 * Ends the program where it needs the e-mail address of who asks and there is no verified one: left out of a call it could
 * mean everybody's, and in a text it would be the word "undefined". Whether there is one may be told.
 */
export function refuseAbsentEmail({ value, mark }: Box, at: Node | null): void {
  if (mark.isOfAbsent && typeof value !== 'boolean')
    failOn('no-email', 'Who asks has no verified e-mail address: look whether requester.email is undefined before.', at)
}
