import { isDeepStrictEqual } from 'node:util'
import { leaves, type Json, type JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#core/label.ts'

const SEVERAL =
  /(?<![\p{L}\p{N}])(?:all|every|each|both|everything|everybody|everyone|whoever|whatever|alle[nrs]?|jede[mnrs]?|beide[nrs]?|sämtliche[nrs]?)(?![\p{L}\p{N}])/iu

/** Whether words ask for the same of several things: "archive all mails from Bob". */
export function namesSeveral(words: string): boolean {
  return SEVERAL.test(words)
}

interface Call {
  readonly args: JsonObject
  readonly labels: Labels
}

/** Whether two calls differ in what tools returned alone, as those do that a loop over what was found makes. */
export function sameButWhatWasRead(one: Call, other: Call): boolean {
  const [first, second] = [byPlace(one.args), byPlace(other.args)]
  const places = [...new Set([...first.keys(), ...second.keys()])]
  const apart = places.filter((place) => !isDeepStrictEqual(first.get(place), second.get(place)))
  return apart.length > 0 && apart.every((place) => isRead(one.labels[place]) && isRead(other.labels[place]))
}

function byPlace(args: JsonObject): ReadonlyMap<string, Json> {
  return new Map(leaves(args))
}

function isRead(label: Label | undefined): boolean {
  return label !== undefined && label.data.length > 0 && label.data.every((source) => source.startsWith('tool:'))
}
