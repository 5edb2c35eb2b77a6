import { playbookIn } from '#agents/playbook-in.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import type { Language } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { languageName } from '#dialogue/utterance/other-language.ts'
import { nearestExamples } from '#dialogue/matching/nearest-examples.ts'
import { expected } from '#dialogue/slot-filling/read-slot.ts'
import { viewedTool } from '#cards/titles/viewed-agent.ts'
import type { Slot } from '#plan-language/slot.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { ReadingPromptInput } from '#models/prompts.ts'
import { toolsToPlanWith, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { EarlierTurn, TurnRecord } from '#turn/read-turn.ts'
import { isOpen } from '../open-plan/plans-in-thread.ts'
import { clipped, earlierFacts } from './earlier-facts.ts'
import { inItsLanguage } from './in-its-language.ts'
import { personFact, todayFact } from './who-and-when.ts'
import { planFact } from './plan-facts.ts'

/** Of more of them, those nearest to the message are shown. */
const MOST_PROCEDURES = 60
const NEAREST_PROCEDURES = 40
const NEAREST_EXAMPLES = 10
const MOST_TOOLS = 40
/** Characters of the newest message that are read. */
const MOST_TYPED = 4_000
/** Characters of what was said and done before, some 500 tokens. */
const MOST_BEFORE = 2_000

/** What the reader of a message is shown, with what its reply is held against. */
export interface ReadingFacts {
  readonly shown: ReadingPromptInput
  /** By the names that they are shown by. */
  readonly planIds: ReadonlyMap<string, string>
  /** What the requester typed, the newest first: words may be copied from these. */
  readonly typed: readonly string[]
}

/** Puts together what a model that reads a message is shown: a closed list (docs/explanation/reading.md). */
export function readingFacts(
  record: TurnRecord,
  typed: string,
  { earlier, plans }: { readonly earlier: readonly EarlierTurn[]; readonly plans: readonly PlanRecord[] },
): ReadingFacts {
  const { live } = record
  const near = inItsLanguage(nearestExamples(live.index, typed), typed, live.agent.languages)
  const open = plans.filter(isOpen).toReversed()
  const named = open.map((plan, index) => [`plan${index + 1}`, plan] as const)
  const newest = typed.length <= MOST_TYPED ? typed : typed.slice(0, MOST_TYPED)
  return {
    planIds: new Map(named.map(([name, { id }]) => [name, id])),
    typed: [newest, ...earlier.map((turn) => clipped(turn.typed))],
    shown: {
      procedures: proceduresFor(record, near),
      language: languageName(live.agent.languages[0] ?? 'en', 'en'),
      tools: toolLines(live),
      examples: near
        .slice(0, NEAREST_EXAMPLES)
        .map(({ playbook, written }) => ({ message: written, procedure: playbook })),
      person: personFact(record),
      today: todayFact(record),
      before: beforeOf(record, earlier, plans),
      plans: Object.fromEntries(named.map(([name, plan]) => [name, planFact(plan, record)])),
      newest,
    },
  }
}

function proceduresFor(
  { live }: TurnRecord,
  near: ReturnType<typeof nearestExamples>,
): ReadingPromptInput['procedures'] {
  const { agent } = live
  const nearest = [...new Set(near.map(({ playbook }) => playbook))].slice(0, NEAREST_PROCEDURES)
  const language = languageOf(agent, 'en')
  return agent.playbooks
    .filter(({ name }) => agent.playbooks.length <= MOST_PROCEDURES || nearest.includes(name))
    .map((playbook) => {
      const { name, title, slots } = playbookIn(playbook, 'en')
      const needs = Object.entries(slots).map(([slot, declared]) => {
        // Only what the operator calls it tells more than its name.
        const called = declared.label === undefined ? '' : `${declared.label}: `
        const what = called + expectedOf(declared, language)
        return [slot, declared.optional ? `${what}; may be left out` : what] as const
      })
      return { name, title, changes: changesSomething(playbook, live), needs: Object.fromEntries(needs) }
    })
}

// Of what a pattern takes its question tells more than nothing.
function expectedOf(slot: Slot, language: Language): string {
  return slot.type === 'pattern' ? (slot.expects ?? slot.ask ?? slot.pattern) : expected(slot, language)
}

function toolLines(live: AgentRuntime): readonly string[] {
  return toolsToPlanWith(live)
    .slice(0, MOST_TOOLS)
    .map((tool) => `- ${tool}: ${viewedTool(live, tool).title}`)
}

/** What was said and done before, the oldest first; where it is too much, the oldest is left out. */
export function beforeOf(
  record: TurnRecord,
  earlier: readonly EarlierTurn[],
  plans: readonly PlanRecord[],
): ReadingPromptInput['before'] {
  let length = 0
  const turns = earlier.map((turn) => earlierFacts(turn, plans, record))
  const fitting = turns.filter((facts) => (length += JSON.stringify(facts).length) <= MOST_BEFORE)
  return (fitting.length === 0 ? turns.slice(0, 1) : fitting).toReversed().flat()
}
