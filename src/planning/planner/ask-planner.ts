import { joinLabels, type Label } from '#plan-language/values/label.ts'
import type { PlanAttempt } from '#memory/plans/plan-attempts.ts'
import type { PlanRecord, Slots } from '#memory/plans/plan-record.ts'
import type { FailedProgram, PlanPromptInput, ShownProgram } from '#models/prompts.ts'
import { hasPrices } from '#models/tool-declarations.ts'
import { turnFacts, type TurnFacts } from '#routing/turn-facts.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { changesSomething } from '#dialogue/utterance/changes-something.ts'
import { languageName } from '#dialogue/utterance/other-language.ts'
import { lookupTools } from '#knowledge/lookups.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { readTurn, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { sourceOfWords } from '#turn/words/words-source.ts'
import type { Turn } from '#turn/turn.ts'
import { askForProgram } from './ask-for-program.ts'
import { isUnvouched, literalsOf } from '../attempt-label.ts'
import { calledIn, callName, shownProcedures, wholeText } from '../intent/called-procedures.ts'
import { earlierRounds } from './earlier-rounds.ts'
import { sealedPastPlans } from './past-plans.ts'
import { namedIn, pastResults, type PastResults } from './past-results.ts'
import { knownSlots, labelledWords, slotsOfReply, textsOf } from './planner-slots.ts'
import { asksForNone } from '#routing/planner-fallback.ts'
import { noPlanner, noProgram, type PlannerFailure } from './planner-texts.ts'
import { readPlannerWords, readThreadsWords, WORDS_LENGTH, type PlannerWords } from './planner-words.ts'
import { requesterIdentity } from './requester-identity.ts'
import { shownRefs } from './shown-refs.ts'
import { shownProgram, shownValues } from './shown-to-planner.ts'
import { openCatalogue, type ToolCatalogue } from './tool-catalogue.ts'
import { plannerFailure } from '../failures/planner-failure.ts'

/** A program as a model wrote it, with what it is to be run with. */
export interface WrittenProgram {
  readonly program: string
  readonly literals: Label
  readonly slots: Slots
  readonly refs: Slots
  readonly identity: Slots | null
  readonly procedures: PlanRecord['procedures']
  /** The procedure that does all that the program does; null where none does. */
  readonly playbook: string | null
  readonly prompt: string
  readonly model: string
}

export type Asked =
  | { readonly written: true; readonly program: WrittenProgram }
  | { readonly written: false; readonly failure: PlannerFailure }

export interface Asking {
  readonly plan: PlanRecord
  readonly live: AgentRuntime
  /** What was written before and came to nothing. */
  readonly failed: readonly PlanAttempt[]
  /** The plans of the rounds before. */
  readonly earlier: readonly PlanRecord[]
}

/** Characters of the operator's programs that are shown as examples. */
const EXAMPLES_LENGTH = 3_000

/**
 * Asks the model for a program. What it is shown is a closed list: the agent's instructions, tools and playbooks, what
 * the requester typed, the names of references, what was done in rounds and turns before, and how earlier programs failed.
 */
export async function askPlanner(services: Services, turn: Turn, asking: Asking): Promise<Asked> {
  const { gateway, database } = services
  const { plan, live, failed } = asking
  if (!gateway) return { written: false, failure: noPlanner(live) }
  const earlier = earlierRounds(asking.earlier, live)
  const record = readTurn(services, turn)
  const [words, plans, facts] = await Promise.all([
    database.batch(turn.tenantId, (tx) => readPlannerWords(tx, plan.runId, record)),
    sealedPastPlans(services, turn, plan),
    turnFacts(services, record),
  ])
  const past = pastResults(plans, plan, live)
  const slots = knownSlots(record.route, writtenByModel(asking))
  const { signal } = turn
  const catalogue = await catalogueFor(services, turn, asking, past)
  const steps = [...past.shown, ...earlier.done]
  const shown = {
    ...ofAgent(live, catalogue),
    ...conversationOf(words, facts),
    ...ofTurn(record),
    slots,
    refs: shownRefs({ texts: words.refs, steps }, live),
    earlier: earlier.shown,
    roundsLeft: live.agent.limits.roundsPerTurn - plan.round - 1,
    showsLeft: showsLeft(asking),
    failed: failed.flatMap((attempt, index) => shownAttempt(attempt, index, asking)),
  }
  const asked = await withFallback(services, { event: 'model-unavailable', during: 'plan', signal }, () =>
    askForProgram(gateway, { planId: plan.id, catalogue, shown, signal }),
  )
  if (!asked) return { written: false, failure: noPlanner(live) }
  const { program, reason } = asked.reply
  if (program === null)
    return { written: false, failure: noProgram(reason, live, { isQuestion: asksForNone(record.route) }) }
  const whose = sourceOfWords(record)
  const literals = literalsOf(whose, failed, joinLabels([earlier.because, past.because, facts.because]))
  const given = { ...slots, ...slotsOfReply(asked.reply) }
  const written = {
    ...runnable(program, record),
    literals,
    slots: labelledWords(given, words, { whose, literals }),
    refs: { ...words.refs, ...earlier.refs, ...namedIn(program, past.refs), ...shownValues(failed) },
    prompt: asked.prompt,
    model: gateway.model,
  }
  return { written: true, program: written }
}

// A procedure's slots are its own: what they are filled with may have been looked up.
function writtenByModel({ earlier, failed }: Asking) {
  return [...earlier.filter(({ author }) => author === 'model'), ...failed]
}

function catalogueFor(services: Services, turn: Turn, { plan, live, earlier, failed }: Asking, past: PastResults) {
  const record = readTurn(services, turn)
  const programs = [...earlier, ...failed].map((written) => written.program)
  const said = () => services.database.batch(turn.tenantId, (tx) => readThreadsWords(tx, plan.runId, record))
  const used = past.shown.map(({ tool }) => tool)
  return openCatalogue(services, live, { said, programs, used }, turn.signal)
}

// What stays the same from message to message.
function ofAgent(live: AgentRuntime, { tools }: ToolCatalogue) {
  const hasDocuments = Object.keys(lookupTools(live.agent)).length > 0
  return {
    instructions: live.agent.instructions,
    hasDocuments,
    hasPrices: hasPrices(tools),
    hasSamples: tools.some(({ sample }) => sample !== undefined),
    hasTexts: hasDocuments || tools.some(({ kind }) => kind === 'read'),
    procedures: shownProcedures(live),
    examples: examplesOf(live),
  }
}

// The language to say things in, and what the reading of the message takes it for.
function ofTurn({ route, language, spoken, live }: TurnRecord): Pick<PlanPromptInput, 'sayIn' | 'procedure'> {
  const named = route?.to === 'plan' ? live.agent.playbooks.find(({ name }) => name === route.procedure) : undefined
  // One that only tells isn't among those that a program may call.
  const meant = named && changesSomething(named, live) ? callName(named) : null
  return { sayIn: languageName(spoken ?? language, 'en'), procedure: meant }
}

// With the procedures that it calls, and what they and it are told of whoever asks.
function runnable(program: string, record: TurnRecord) {
  const called = calledIn(program, record.live, record.language)
  return { program, ...called, identity: requesterIdentity(wholeText({ program, ...called }), record) }
}

// The requester's words, the oldest first, each with what we did after it: together no more than their words alone may be.
function conversationOf(
  { typed, messageIds, wish }: PlannerWords,
  { did, person, today }: TurnFacts,
): Pick<PlanPromptInput, 'messages' | 'person' | 'today' | 'wish'> {
  let length = 0
  const turns = typed.map((words, index) => {
    const after = did.get(messageIds[index] ?? '') ?? []
    return [...after.toReversed().map((assistant) => ({ assistant })), words]
  })
  const fitting = turns.filter(
    (turn, index) => (length += JSON.stringify(turn, null, 1).length) <= WORDS_LENGTH || index === 0,
  )
  return { messages: fitting.flat().toReversed(), wish, person, today }
}

// A playbook is a message and a program that the operator wrote, checked and evaluated: no other kind of example is needed.
function examplesOf({ agent }: AgentRuntime) {
  let length = 0
  return agent.playbooks
    .map(({ examples, source }) => ({ messages: examples.slice(0, 2), program: withoutIndent(source) }))
    .filter(({ program }) => {
      const isFitting = length + program.length <= EXAMPLES_LENGTH
      if (isFitting) length += program.length
      return isFitting
    })
}

// A playbook's body stands on its file's own lines, one step in.
function withoutIndent(source: string): string {
  return source
    .trim()
    .split('\n')
    .map((line) => line.replace(/^ {2}/u, ''))
    .join('\n')
}

/** Null where the agent's file doesn't say that anything may be shown. */
function showsLeft({ live, failed }: Asking): number | null {
  const { shownToPlanner } = live.agent
  return shownToPlanner ? shownToPlanner.rounds - failed.filter(({ failure }) => failure?.shown).length : null
}

function shownAttempt(
  attempt: PlanAttempt,
  index: number,
  { plan, live, failed }: Asking,
): readonly (FailedProgram | ShownProgram)[] {
  const { program, slots, failure } = attempt
  if (!failure) return []
  const number = failed.slice(0, index + 1).filter((each) => each.failure?.shown).length
  if (failure.shown) return [shownProgram(attempt, failure.shown, number)]
  const texts = Object.entries(textsOf(slots)).map(([name, text]) => ({ name, text }))
  const isHidden = isUnvouched(failure.label, plan, live)
  return [{ program, slots: texts, failure: plannerFailure(program, failure, { isHidden }) }]
}
