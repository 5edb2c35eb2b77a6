import type { Rules } from './rules.ts'
import { contentOf, cueIn, type Segment } from './segments.ts'

/** With fewer words it says nothing of a thing: "not". */
const LEAST_OF_FAILING = 2

/** "The candles do not burn", "the mug isn't blue": a thing isn't as it should be, and all of the denying is that. */
export function tellsFailing({ line, words }: Pick<Segment, 'line' | 'words'>, rules: Rules): boolean {
  const whole = writtenOut(line, rules)
  const cue = cueIn({ line: whole }, rules.failings)
  const isAllDenied = cue !== null && negationsIn({ line: whole }, rules) === negationsIn({ line: cue }, rules)
  return (isAllDenied && words.length >= LEAST_OF_FAILING) || tellsOfThing(whole, rules)
}

/** Fewer words may be a piece of what is asked for: "the mug not". */
const LEAST_OF_THING = 4

// "The clock is for a kitchen that we are not building": it is told of something by its name, once denied, and no word of it is
// one that is said of deeds and wishes.
function tellsOfThing(line: string, rules: Rules): boolean {
  const isOnce = negationsIn({ line }, rules) === 1
  if (!isOnce || contentOf({ line }, rules).length < LEAST_OF_THING || cueIn({ line }, rules.tellings) === null)
    return false
  const words = line.split(' ')
  const isDeed = [...rules.deeds].some((stem) => words.some((word) => word.startsWith(stem)))
  return !isDeed && !/\p{N}/u.test(line) && cueIn({ line }, rules.vague) === null
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
