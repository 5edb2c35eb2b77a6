/** The longest file that is taken, in bytes: what a server takes of a form, what stands around the file left out. */
export const MAX_FILE_BYTES = 52_000_000
