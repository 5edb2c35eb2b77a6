import type { Rules } from './rules.ts'
import { contentOf, cueIn, stemsIn, type Segment } from './segments.ts'

/** With fewer words it says nothing of a thing: "not". */
const LEAST_OF_FAILING = 2

type Line = Pick<Segment, 'line' | 'words'>

/** Whether all of the denying in it is of a thing, and of nothing that is asked for. */
export function tellsFailing(segment: Line, rules: Rules): boolean {
  return isListedFailing(segment, rules) || tellsOfThing(segment, rules)
}

/** "The candles do not burn", "das gefällt mir nicht": a thing isn't as it should be. */
export function isListedFailing({ line, words }: Line, rules: Rules): boolean {
  const whole = writtenOut(line, rules)
  const cue = cueIn({ line: whole }, rules.failings)
  const isAllDenied = cue !== null && negationsIn({ line: whole }, rules) === negationsIn({ line: cue }, rules)
  return isAllDenied && words.length >= LEAST_OF_FAILING
}

/** Fewer words may be a piece of what is asked for: "the mug not". */
const LEAST_OF_THING = 4

// "The clock is for a kitchen we are not building": it is told of something by its name, once denied, and no word of it is one
// that is said of deeds and wishes.
function tellsOfThing({ line }: Line, rules: Rules): boolean {
  const whole = writtenOut(line, rules)
  const isOnce = negationsIn({ line: whole }, rules) === 1
  if (!isOnce || contentOf({ line: whole }, rules).length < LEAST_OF_THING) return false
  if (cueIn({ line: whole }, rules.tellings) === null || /\p{N}/u.test(whole)) return false
  const isDeed = stemsIn({ line: whole }, rules.deeds).length > 0
  return !isDeed && cueIn({ line: whole }, rules.vague) === null && cueIn({ line: whole }, rules.ofWishes) === null
}

/** How many words of it deny something: more than one, and nobody knows what the second belongs to. */
export function negationsIn({ line }: Pick<Segment, 'line'>, { negations }: Rules): number {
  return line.split(' ').filter((word) => negations.has(word)).length
}

// Patterns of failings say each thing once: "does not" is "doesnt" too.
function writtenOut(line: string, { contractions }: Rules): string {
  return line
    .split(' ')
    .map((word) => contractions.get(word) ?? word)
    .join(' ')
}
