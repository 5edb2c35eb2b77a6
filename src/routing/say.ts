import type { NamedPlaybook } from '#agents/contract.ts'
import { playbookIn } from '#agents/playbook-in.ts'
import { languageName } from '#dialogue/utterance/other-language.ts'
import { sayCheckPrompt, sayPrompt } from '#models/prompts.ts'
import type { Choice, Part } from '#memory/threads/part.ts'
import { screenedMessage, type TurnRecord } from '#turn/read-turn.ts'
import type { Services } from '#turn/services.ts'
import { speaking } from '#turn/speaking.ts'
import { withFallback } from '#turn/with-fallback.ts'
import { plansInThread } from './open-plan/plans-in-thread.ts'
import { beforeOf } from './reading/reading-facts.ts'
import { personFact } from './reading/who-and-when.ts'
import { whatCanBeDone } from './texts/talk-parts.ts'
import { heldTalk, type TalkPiece } from './say/held-talk.ts'
import { sayFactsOf, type CameTo, type Told } from './say/say-facts.ts'

/** Sentences of talk in one answer, and procedures that may be named in it. */
const MOST_SENTENCES = 3
const MOST_PROCEDURES = 60

/**
 * The parts of an answer with what a model adds to them as talk: below our own sentences, or in the place of a phrase of ours that
 * says nothing of its own. A sentence that isn't held is left out; where none is left, or no model says anything, the parts stay.
 */
export async function withTalk(
  services: Services,
  record: TurnRecord,
  came: CameTo,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const { parts } = came
  const plans = came.plan ? [] : await plansInThread(services, record)
  const told = sayFactsOf(record, came, plans)
  if (!told) return parts
  const talk = await talkOf(services, record, told, signal)
  const [said, choices] = talkParts(talk, record)
  const beside = told.isTalkAlone && said ? parts.filter((part) => !isPhrase(part)) : parts
  const offered = told.isRefused && !said ? whatCanBeDone(record) : newChoices(choices, beside)
  return [...beside, ...(said ? [said] : []), ...offered]
}

// Of talk alone the buttons go with their phrase: what is offered now is what was named.
function isPhrase(part: Part): boolean {
  return (part.type === 'own-words' && part.template === 'talk') || part.type === 'choices'
}

function newChoices(choices: readonly Choice[], beside: readonly Part[]): readonly Part[] {
  const known = beside.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ says }) => says) : []))
  const others = choices.filter(({ says }) => !known.includes(says))
  return others.length === 0 ? [] : [{ type: 'choices', choices: others }]
}

/** Sentences that may be shown, in their order. */
async function talkOf(
  services: Services,
  record: TurnRecord,
  told: Told,
  signal: AbortSignal,
): Promise<readonly (readonly TalkPiece[])[]> {
  const { gateway, context } = services
  if (!gateway) return []
  const { live } = record
  const language = record.spoken ?? record.language
  const [earlier, plans] = await Promise.all([record.earlier(), plansInThread(services, record)])
  const newest = screenedMessage(record).typed.trim()
  const procedures = live.agent.playbooks.slice(0, MOST_PROCEDURES)
  const before = beforeOf(record, earlier, plans)
  const { request, schema } = sayPrompt({
    language: languageName(language, 'en'),
    procedures: Object.fromEntries(procedures.map((each) => [each.name, playbookIn(each, 'en').title])),
    person: personFact(record),
    before,
    newest,
    told: told.facts,
  })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'say', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  const typed = [newest, ...before.flatMap((fact) => ('person' in fact ? [fact.person] : []))]
  const facts = { language, typed, procedures: new Set(procedures.map(({ name }) => name)), told: told.facts }
  const refused = (fault: string) => context.log.warn({ event: 'say-refused', prompt: request.prompt, fault, language })
  const held = (reply?.value.sentences ?? []).slice(0, MOST_SENTENCES).flatMap((sentence) => {
    const each = heldTalk(sentence, facts)
    if ('pieces' in each) return [each.pieces]
    refused(each.fault)
    return []
  })
  const talk = await takenForTalk(services, held, { told, procedures }, signal)
  for (const sentence of held) if (!talk.includes(sentence)) refused('second-reader')
  return talk
}

interface Seen {
  readonly told: Told
  readonly procedures: readonly NamedPlaybook[]
}

// A second reader, who sees neither message nor conversation, has to take each sentence for talk; no answer refuses.
async function takenForTalk(
  services: Services,
  held: readonly (readonly TalkPiece[])[],
  { told, procedures }: Seen,
  signal: AbortSignal,
): Promise<readonly (readonly TalkPiece[])[]> {
  const { gateway } = services
  if (!gateway || held.length === 0) return []
  const { request, schema } = sayCheckPrompt({
    told: told.facts,
    procedures: procedures.map(({ title }) => title),
    sentences: held.map((pieces) => pieces.map(asWritten).join('')),
  })
  const reply = await withFallback(services, { event: 'model-unavailable', during: 'say-check', signal }, () =>
    gateway.askFor(request, schema, { signal }),
  )
  const verdicts = reply?.value.sentences ?? []
  return held.filter((_, index) => {
    const own = verdicts.filter(({ sentence }) => sentence === index + 1)
    return own.length === 1 && own.every(({ is }) => is === 'talk')
  })
}

function asWritten({ kind, text }: TalkPiece): string {
  switch (kind) {
    case 'text':
      return text
    case 'quote':
      return `“${text}”`
    case 'procedure':
      return `[${text}]`
  }
}

// What is named is called by its title, and is a button.
function talkParts(
  talk: readonly (readonly TalkPiece[])[],
  { live: { agent }, language }: TurnRecord,
): readonly [Part | null, readonly Choice[]] {
  if (talk.length === 0) return [null, []]
  const { say, quote } = speaking(agent, language)
  const titles = new Map(agent.playbooks.map((each) => [each.name, playbookIn(each, language).title]))
  const shown = ({ kind, text }: TalkPiece) => {
    if (kind === 'text') return text
    return quote(kind === 'procedure' ? (titles.get(text) ?? text) : text)
  }
  const text = talk.map((pieces) => pieces.map(shown).join('').trim()).join(' ')
  const named = [
    ...new Set(talk.flat().flatMap(({ kind, text: name }) => (kind === 'procedure' ? [titles.get(name) ?? name] : []))),
  ]
  return [
    { type: 'own-words', template: 'say', text: say('In my own words: {text}', { text }), writtenBy: 'model' },
    named.map((title) => ({ label: title, says: title })),
  ]
}
