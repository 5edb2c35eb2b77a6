import { rulesOf } from '../speech-acts/rules.ts'
import { wordsOf, type Word } from '../speech-acts/words.ts'
import type { CommandVerbs } from './command-verbs.ts'

const words = (text: string) => new Set(text.split(/\s+/u))

/** What tells of a thing, behind its name: "order A12 is late". */
const TELLING =
  words(`is are was were be been has have had isnt arent wasnt werent hasnt havent does did doesnt didnt do can could will
    would shall should may might must gets got seems looks feels ist sind war waren hat haben hatte hatten wird wurde werden
    kann muss soll`)

/** From one of these on a clause speaks of something within the command: "close all tickets that were opened in May". */
const WITHIN =
  words(`that which who whoever whom whose what when where how why whether i we you he she it they x wer wie wo ob
    ich wir sie er es`)

/** "Order 20 more" is no order with its number. */
const MORE = words('more of new extra additional mehr weitere neue')

/** What stands behind a verb and not behind a thing: "refund the lamp", but "refund policy". */
const OBJECTS =
  words(`the a an all my our your his her their this that these those every each both some what whatever whoever it him them
    me us on to for with from half den die das dem der alle jede jeden mein meine meinen unser ihm ihr ihnen mir uns`)

/**
 * Whether words begin with a verb by which the agent's writes are ordered, and go on as a command does: they tell nothing of
 * what that word may also name.
 */
export function beginsCommand(text: string, languages: readonly string[], verbs: CommandVerbs): boolean {
  const rules = rulesOf(languages)
  const all = wordsOf(text)
  const at = all.findIndex(({ folded }) => !rules.openers.has(folded) && !rules.connectives.has(folded))
  const verb = all[at]?.folded
  if (verb === undefined || !verbs.all.has(verb)) return false
  const rest = all.slice(at + 1)
  const own = beforeFirst(rest, WITHIN)
  if (own.some(({ folded }) => TELLING.has(folded) || rules.past.has(folded))) return false
  const [first, second] = rest.map(({ folded }) => folded)
  if (first === undefined) return false
  return !verbs.things.has(verb) || OBJECTS.has(first) || (/^\d+$/u.test(first) && MORE.has(second ?? ''))
}

function beforeFirst(all: readonly Word[], ends: ReadonlySet<string>): readonly Word[] {
  const at = all.findIndex(({ folded }) => ends.has(folded))
  return at < 0 ? all : all.slice(0, at)
}
