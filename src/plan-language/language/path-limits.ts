/** How many leaves of one write's arguments are explained. */
export const MOST_PATHS = 200

/** How many steps a path has before the rest of it is left out: the last is `more` then. */
export const LONGEST_PATH = 6

/** The same of a path that was joined to another, and how many of them an operation names. */
export const LONGEST_JOINED = 4
export const MOST_JOINED = 2

/** How long a name or text of the program may be to be named in a path, in characters, and the last position that is. */
export const LONGEST_NAME = 40
export const LAST_POSITION = 99
