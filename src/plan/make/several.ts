import { isDeepStrictEqual } from 'node:util'
import { leaves, type Json, type JsonObject, type JsonPointer } from '#core/json.ts'

const SEVERAL =
  /(?<![\p{L}\p{N}])(?:all|every|each|both|everything|everybody|everyone|whoever|whatever|alle[nrs]?|jede[mnrs]?|beide[nrs]?|sämtliche[nrs]?)(?![\p{L}\p{N}])/iu

/** Whether words ask for the same of several things: "archive all mails from Bob". */
export function namesSeveral(words: string): boolean {
  return SEVERAL.test(words)
}

/** Where the arguments of two calls differ. */
export function placesApart(one: JsonObject, other: JsonObject): readonly JsonPointer[] {
  const [first, second] = [byPlace(one), byPlace(other)]
  const places = [...new Set([...first.keys(), ...second.keys()])]
  return places.filter((place) => !isDeepStrictEqual(first.get(place), second.get(place)))
}

function byPlace(args: JsonObject): ReadonlyMap<JsonPointer, Json> {
  return new Map(leaves(args))
}
