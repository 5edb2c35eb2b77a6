/** The code with which a plan ended that waited for what another one of the same person has done. */
export const DONE_BY_EQUAL = 'done-by-equal'
