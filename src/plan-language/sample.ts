/** The key of what a made-up value holds in the place of anything at all: `{ "$anything": true }`. */
export const ANYTHING = '$anything'

/** The key of what a made-up object holds that has all the keys that there may be: `{ "$closed": true, "id": "text" }`. */
export const CLOSED = '$closed'
