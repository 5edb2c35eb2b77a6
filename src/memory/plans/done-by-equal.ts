/** Why a plan ended that waited for what another one of the same person has done. */
export const DONE_BY_EQUAL = {
  code: 'done-by-equal',
  text: 'The same was asked for more than once, and another request for it has been done. It was not done again.',
} as const
