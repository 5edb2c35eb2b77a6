import { REQUESTER } from '#auth/roles.ts'
import type { PlanView } from '#contract/plan.ts'
import { DONE_BY_EQUAL } from '#memory/plans/done-by-equal.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import type { Json } from '#core/json.ts'
import { upperFirst } from '#text/upper-first.ts'
import { moneyText } from './money-text.ts'
import { NOT_MEANT } from './not-meant.ts'
import { beneathHeading } from './plan-heading.ts'
import { peopleTexts } from '../texts/people-texts.ts'
import { isOtherNow, waitsForReader, wasDone, type Viewer } from './plan-state.ts'
import { planTexts as texts, roleName } from '../texts/plan-texts.ts'

/** The sentences under the steps: why it is asked, refused or stopped, and whether anything was done. */
export function whyTexts(plan: PlanView, reader: Viewer): readonly string[] {
  const words = texts.card
  const reasons = plan.verdict?.reasons ?? []
  const why = reasons.length === 0 ? [] : [words.why(reasons.map(sentence).join(' '))]
  const failure = [beneathHeading(plan)].filter(Boolean).map(sentence)
  const nothing = nothingDone(plan)
  switch (plan.status) {
    case 'waiting':
      return [
        ...readTexts(plan, reader),
        ...otherSinceTexts(plan),
        ...lostEditTexts(plan, reader),
        ...yesNoMore(plan),
        ...(isOtherNow(plan) ? nothing : []),
        ...peopleTexts(plan, reader, waitsForReader(plan, reader)),
        ...leftOutTexts(plan, reader),
        ...notForReader(plan),
        ...why,
        ...(isTheirsToAwait(plan, reader) ? [words.closeWindow] : []),
      ]
    case 'stale':
      return [
        ...readTexts(plan, reader),
        ...otherSinceTexts(plan),
        ...yesNoMore(plan),
        ...(plan.failure?.code === 'reads-changed' ? failure : nothing),
      ]
    case 'refused':
      return [...why, ...failure, ...(plan.effects.length > 1 ? [words.oneStepStops] : []), ...nothing]
    case 'rejected':
      return [...rejectedTexts(plan), ...nothing]
    case 'unknown':
      return [...failure, words.personMustSay, ...triedTexts(plan)]
    case 'failed':
      return [...failure, ...nothing, ...failedWhere(plan)]
    case 'expired':
    case 'cancelled':
      return [...failure, ...nothing, ...waitedFor(plan, reader)]
    case 'applying':
    case 'done':
      return [
        ...readTexts(plan, reader),
        ...triedTexts(plan),
        ...leftOutTexts(plan, reader),
        ...(plan.decisions.length === 0 ? why : []),
      ]
    case 'making':
      return []
  }
}

// Of what an equal request did that would be wrong.
function nothingDone({ effects, failure }: PlanView): readonly string[] {
  return effects.some(wasDone) || failure?.code === DONE_BY_EQUAL ? [] : [texts.card.nothingDone]
}

// What was looked up with somebody's yes, and that this is no more than that.
function readTexts({ allowed, asking, status }: PlanView, reader: Viewer): readonly string[] {
  const words = texts.card
  const read = allowed.map(({ title, by }) =>
    words.readAllowed(
      title,
      by.map(({ id, name }) => (id === reader.id ? words.you : name)),
    ),
  )
  return [...read, ...(asking && status === 'waiting' ? [words.readsFirst] : [])]
}

function rejectedTexts({ decisions }: PlanView): readonly string[] {
  const no = decisions.findLast((decision) => decision.decision === 'reject')
  const note = no?.note === null || no?.note === undefined ? [] : [`"${no.note}"`]
  const reason = no?.reason === NOT_MEANT ? texts.asked.wasNotMeant : roleName(no?.reason ?? '')
  return [...(reason === '' ? [] : [texts.card.reason(reason)]), ...note]
}

// For operators: the place as an editor opens it, and what is wrong there, which is said in English.
function failedWhere({ failure }: PlanView): readonly string[] {
  if (!failure?.where) return []
  const { file, line, column, message } = failure.where
  return [`${[file, line, column].filter(Boolean).join(':')} ${message}`]
}

/** What was tried, and what it came to, for whoever may say what happened. */
function triedTexts({ trying }: PlanView): readonly string[] {
  return (trying?.tries ?? []).map(({ did, came, times }) =>
    sentence(texts.card.tried[did](times, texts.card.came[came])),
  )
}

/** Whose yes was missing when its time was over. */
function waitedFor({ status, awaits, requester }: PlanView, reader: Viewer): readonly string[] {
  if (status !== 'expired' || awaits.length === 0) return []
  const names = awaits.includes(REQUESTER) ? [requester.id === reader.id ? texts.card.you : requester.name] : []
  const roles = awaits.filter((role) => role !== REQUESTER).map(texts.card.ourRole)
  return [texts.card.waitedFor([...names, ...roles])]
}

/** What somebody left out of a plan that is still to be decided or done. */
function leftOutTexts(plan: PlanView, reader: Viewer): readonly string[] {
  return plan.leftOut.map(({ title, by }) =>
    sentence(by.id === reader.id ? texts.edit.youLeftOut(title) : texts.edit.leftOut(title, by.name)),
  )
}

function lostEditTexts(plan: PlanView, reader: Viewer): readonly string[] {
  return plan.lostEdits.map(({ title, changed, by }) => {
    const who = by.id === reader.id ? texts.edit.you : by.name
    if (!changed) return texts.edit.lostLeftOut(who, title)
    return texts.edit.lost(who, texts.edit.changedTo(changed.words ?? changed.name, changed.to), title)
  })
}

function isTheirsToAwait(plan: PlanView, reader: Viewer): boolean {
  return plan.requester.id === reader.id && !waitsForReader(plan, reader)
}

// What is another since it was proposed: how it is done, by which steps, and on what.
function otherSinceTexts(plan: PlanView): readonly string[] {
  return [...settingTexts(plan), ...stepTexts(plan), ...changeTexts(plan)]
}

function settingTexts({ settings }: PlanView): readonly string[] {
  return settings.map(({ setting, of, title }) => sentence(texts.card.settings[setting](title ?? named(setting, of))))
}

// How it is done is another since: what is new, what changed and what is gone, by the words of the steps.
function stepTexts({ stepChanges }: PlanView): readonly string[] {
  const { steps, stepValue } = texts.card
  return stepChanges.map(({ change, title, values }) => {
    const told = values.map(({ name, words, was, is }) => stepValue(words ?? argumentWords(name), was, is))
    return sentence(steps[change](title, told))
  })
}

// A document's id says nothing to people, and its title may not be theirs to see.
function named(setting: PlanView['settings'][number]['setting'], of: string | null): string {
  return setting === 'passage' ? '' : (of ?? '')
}

function changeTexts(plan: PlanView): readonly string[] {
  return plan.changes.map((change) => {
    const what = change.pointer.split('/').filter(Boolean).join(' ') || 'record'
    const changed = texts.card.changed(what, plain(plan, change.was, change), plain(plan, change.is, change))
    return sentence(change.title === null ? upperFirst(changed) : `${change.title}: ${changed}`)
  })
}

/** Whose yes was to the plan as it was before, or counts no more. */
function yesNoMore({ decisions, status }: PlanView): readonly string[] {
  const said = decisions.filter(({ decision, counts }) => decision === 'approve' && (!counts || status === 'stale'))
  return [...new Set(said.map(({ principal }) => principal.name))].map(texts.card.yesNoLongerCounts)
}

function plain(plan: PlanView, value: Json, change: PlanView['changes'][number]): string {
  return (
    moneyText(plan, value, change) ??
    (typeof value === 'string' ? value : value === null ? texts.card.nothingThere : JSON.stringify(value))
  )
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

// Why a yes isn't theirs to say.
function notForReader({ ownEdit, withheld }: PlanView): readonly string[] {
  return [...(ownEdit ? [texts.edit.somebodyElse] : []), ...(withheld ? [texts.edit.withheld] : [])]
}
