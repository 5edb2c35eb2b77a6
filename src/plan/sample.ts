/** The key of what a made-up value holds in the place of anything at all: `{ "$anything": true }`. */
export const ANYTHING = '$anything'
