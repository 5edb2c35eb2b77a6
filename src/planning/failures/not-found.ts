import { argumentWords } from '#plan-language/values/argument-words.ts'
import type { JsonObject } from '#core/json.ts'
import { asControl, joinLabels, type Label } from '#plan-language/values/label.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Said } from '#plan-language/contract.ts'
import type { Condition, Wanted } from '#plan-language/analysis/lookup-conditions.ts'
import { failedLookupOf, type FailedLookup } from '#plan-language/analysis/failed-lookup.ts'
import { effectTitle } from '#cards/titles/effect-title.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { speaking, type Speech } from '#turn/speaking.ts'
import { failureLabel, type Failed } from '../attempt-label.ts'

/** That a plan ended since something wasn't there, in words for the person who asked. */
export interface NotFound {
  readonly code: 'plan-not-found'
  readonly text: string
  /** The same with what decided it: all that had been read, and all that its program and slots hang on, whose words it tells. */
  readonly said: Said
}

const ENGLISH = speaking({ languages: ['en'] }, 'en')

/**
 * What a program looked for and didn't find, where that ended it: “I found no transaction with “rent” in its subject.” Out
 * of the program's text, tools' names and the requester's own words, and nothing that was read. Null where it failed
 * otherwise.
 */
export function notFound(
  dryRun: Failed,
  plan: Pick<PlanRecord, 'program' | 'literals' | 'slots' | 'refs' | 'identity'>,
  live: Pick<AgentRuntime, 'declarations'>,
): NotFound | null {
  const sought = failedLookupOf(plan.program, dryRun.failure)
  // Where nothing was read, there was nothing to find.
  if (!sought || (sought.tool === null && dryRun.journal.length === 0)) return null
  const text = [...sentences({ sought, slots: plan.slots, live, speech: ENGLISH }), 'Nothing was done.'].join(' ')
  const label = {
    data: [],
    ctrl: asControl(joinLabels([failureLabel(dryRun, { ...plan.refs, ...plan.identity }), ...writtenLabels(plan)])),
  }
  return { code: 'plan-not-found', text, said: { text, label } }
}

function writtenLabels({ literals, slots }: Pick<PlanRecord, 'literals' | 'slots'>): readonly Label[] {
  return [literals, ...Object.values(slots).flatMap(({ labels }) => Object.values(labels))]
}

interface Telling {
  readonly sought: FailedLookup
  readonly slots: PlanRecord['slots']
  readonly live: Pick<AgentRuntime, 'declarations'>
  readonly speech: Speech
}

function sentences(telling: Telling): readonly string[] {
  const { sought, live, speech } = telling
  const { tool } = sought
  const title = tool === null ? null : within(effectTitle(viewedTool(live, tool), argsOf(telling)))
  if (sought.isLookUp && title !== null) return [speech.say('I found nothing where I looked: “{title}”.', { title })]
  return [searchSentence(telling), ...(title === null ? [] : [speech.say('I looked here: “{title}”.', { title })])]
}

function searchSentence({ sought, slots, speech }: Telling): string {
  const noun = nounOf(sought.tool)
  const { conditions } = sought
  if (!conditions) return speech.say('I found no {noun} that fits.', { noun })
  if (conditions.length === 0) return speech.say('I found no {noun}.', { noun })
  const words = conditions.map((condition) => conditionText(condition, slots))
  if (words.includes(null)) return speech.say('I found no {noun} that fits.', { noun })
  return speech.say('I found no {noun} with {what}.', {
    noun,
    what: speech.list(words.filter((each) => each !== null)),
  })
}

function conditionText({ field, relation, value }: Condition, slots: PlanRecord['slots']): string | null {
  const wanted = wantedText(value, slots)
  if (wanted === null) return null
  const name = argumentWords(field)
  switch (relation) {
    case 'has':
      return `“${wanted}” in its ${name}`
    case 'begins':
      return `“${wanted}” at the beginning of its ${name}`
    case 'is':
      return `“${wanted}” as its ${name}`
  }
}

function wantedText(wanted: Wanted, slots: PlanRecord['slots']): string | null {
  const value = 'slot' in wanted ? slots[wanted.slot]?.value : wanted.constant
  return typeof value === 'string' || typeof value === 'number' ? within(String(value)) : null
}

// Our sentences end where they end: what stands in them has no end of its own, and no quote.
function within(text: string): string {
  return text
    .replaceAll(/[“”"\n\r]+/gu, ' ')
    .replaceAll(/[.!?](?= |$)/gu, '')
    .slice(0, LONGEST)
    .trim()
}

const LONGEST = 100

function argsOf({ sought, slots }: Telling): JsonObject {
  const args = Object.entries(sought.args).map(([name, wanted]) => [name, wantedText(wanted, slots)] as const)
  return Object.fromEntries(args.filter(([, text]) => text !== null))
}

/** What one of the things is called that a read gives, by its tool's name: `bank/transactions.list` gives a transaction. */
function nounOf(tool: string | null): string {
  const words = (tool ?? '')
    .split('/')
    .slice(1)
    .join('.')
    .split(/[._-]|(?<=\p{Ll})(?=\p{Lu})/u)
  const noun = words.map((word) => word.toLowerCase()).findLast((word) => word.length > 2 && !VERBS.has(word))
  return noun === undefined ? 'entry' : singular(noun)
}

const VERBS: ReadonlySet<string> = new Set(
  'get list search find read fetch query look lookup show all recent for from with the most'.split(' '),
)

function singular(noun: string): string {
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`
  return noun.endsWith('s') && !noun.endsWith('ss') ? noun.slice(0, -1) : noun
}
