/** The reason of a no by which whoever asked says that this isn't what they meant. */
export const NOT_MEANT = 'not-meant'
