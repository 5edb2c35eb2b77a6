import { baseLanguage } from '#dialogue/language-of.ts'
import type { Part } from '#memory/threads/part.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { coversSaid } from '#sealed-plan/document.ts'
import { storedIntent } from '#sealed-plan/plan-intent.ts'
import { parseJournal } from '#sealed-plan/journal.ts'
import { originOf } from '../origins/origin.ts'
import { originsFor } from '../origins/origins-for.ts'
import { messageCitations } from './message-citations.ts'
import { speechOf, viewedTool, type ViewedAgent } from '../titles/viewed-agent.ts'

/** What a plan says beside its steps, in two: what is told at once, and what waits until all of them are done. */
export interface PlanTalk {
  readonly ahead: string | null
  readonly later: string | null
}

const NOTHING: PlanTalk = { ahead: null, later: null }

/**
 * Divides what a plan says beside its steps. A sentence that may be about what the plan does waits: that has a word in common with
 * a step, speaks of what the agent does, or of what will be. In a language whose words for that aren't known all of it waits.
 */
export function planTalk(plan: PlanRecord, live: ViewedAgent): PlanTalk {
  const { said, effects } = plan
  if (said === null || effects.length === 0 || plan.asking || !coversSaid(plan)) return NOTHING
  const language = baseLanguage(storedIntent(plan)?.language ?? speechOf(live).language)
  const words = DOING[language]
  if (!words) return { ahead: null, later: said.text }
  const stems = effects.flatMap(({ tool }) => stemsOf(tool, words.verb, live))
  const mayBeAbout = (sentence: string) => {
    const own = sentence.toLowerCase().match(/\p{L}+/gu) ?? []
    return own.some((word) => words.doing.has(word) || stems.some((stem) => word.includes(stem)))
  }
  return {
    ahead: kept(said.text, language, (sentence) => !mayBeAbout(sentence)),
    later: kept(said.text, language, mayBeAbout),
  }
}

/** What is told at once, as a part of the answer in its requester's conversation; none where that is nothing. */
export function aheadParts(plan: PlanRecord, live: ViewedAgent): readonly Part[] {
  const { ahead } = planTalk(plan, live)
  if (ahead === null) return []
  const text = withOrigin(ahead, plan, live).join('\n')
  return [{ type: 'text', text, citations: citationsOf(text, ahead, plan) }]
}

/** The quotes under a stretch of what a plan says, where a message says that. */
export function citationsOf(text: string, words: string | null, plan: PlanRecord): ReturnType<typeof messageCitations> {
  return words === null || plan.said === null
    ? []
    : messageCitations(text, { ...plan, said: { ...plan.said, text: words } })
}

/** Words that a plan says, with where they come from where nobody vouches for them, and that they were written before an edit. */
export function withOrigin(words: string, plan: PlanRecord, live: ViewedAgent): readonly string[] {
  const { said, requester, requesterName } = plan
  if (said === null) return []
  const { say, list } = speechOf(live)
  const reader = { id: requester, name: requesterName, email: null, seesAll: false }
  const origins = originsFor(plan, parseJournal(plan.journal), live, reader)
  const { text, others, unchecked } = originOf(said.text, said.label, origins)
  const edited = (plan.edits?.changes.length ?? 0) > 0 ? [`(${say('Written before somebody changed a step')}.)`] : []
  return [words, ...(unchecked ? [`(${list([text, ...others])}.)`] : []), ...edited]
}

/** Letters of a word by which others are known as its forms: “erstatten”, “Erstattung”. */
const STEM = 5

// What a step does is the last name of its tool's, and the verb of its title.
function stemsOf(tool: string, verb: 0 | -1, live: ViewedAgent): readonly string[] {
  const { title } = viewedTool(live, tool)
  const own = title.replaceAll(/\{[^}]*\}/gu, ' ').match(/\p{L}+/gu) ?? []
  const named =
    tool
      .split(/[/.]/u)
      .at(-1)
      ?.match(/\p{Lu}?\p{Ll}+/gu) ?? []
  const verbs = [own.at(verb), ...named].flatMap((word) => (word ? [word.toLowerCase()] : []))
  return verbs.filter((word) => word.length > 2).map((word) => word.replace(/s$/u, '').slice(0, STEM))
}

const WITHIN = { granularity: 'sentence' } as const

// Line by line, so that what is kept stands as it stood.
function kept(text: string, language: string, isKept: (sentence: string) => boolean): string | null {
  const segmenter = new Intl.Segmenter(language, WITHIN)
  const lines = text.split('\n').flatMap((line) => {
    const sentences = [...segmenter.segment(line)].map(({ segment }) => segment)
    const left = sentences.filter(isKept).join('').trimEnd()
    return left === '' && line.trim() !== '' ? [] : [left]
  })
  const all = lines.join('\n').trim()
  return all === '' ? null : all
}

interface Doing {
  /** Words of what an agent does, and of what is to come. */
  readonly doing: ReadonlySet<string>
  /** Where the verb of a step's title stands: its first word, or its last. */
  readonly verb: 0 | -1
}

const DOING: Readonly<Record<string, Doing>> = {
  en: {
    verb: 0,
    doing:
      wordsOf(`i we me my our us will ll shall would going soon shortly done sorted handled taken care processed completed
      success successfully confirmed started begun just now`),
  },
  de: {
    verb: -1,
    doing:
      wordsOf(`ich wir mir mich uns unser unsere werde werden wird wirst würde gleich bald demnächst soeben jetzt eben
      erledigt fertig ausgeführt durchgeführt veranlasst bestätigt begonnen getan gemacht`),
  },
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/u))
}
