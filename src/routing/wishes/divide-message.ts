import type { NamedPlaybook } from '#agents/contract.ts'
import { speechActs } from '#dialogue/speech-acts.ts'
import { sameExample } from '../dialogue/same-example.ts'
import { plainWords } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { matchIntent } from '#dialogue/match-intent.ts'
import type { Span } from '#dialogue/span.ts'
import type { Dividing, Group, MeantGroup } from './dividing.ts'
import { groupsOf } from './groups.ts'
import { placesOf, wishesOfList } from './listed-values.ts'
import { nearestPlaybook } from './nearest-playbook.ts'
import { questionsApart } from './questions-apart.ts'
import { merged } from './same-wish.ts'
import { shownWish, wishWords, type Wish } from '#dialogue/wish.ts'

export type SaidWish = Omit<Wish, 'messageId'>

/**
 * The wishes of a message in the order said, each with its own words; null where it is one, and where it isn't plain how it
 * divides: then it goes its way as a whole. Only what is a request within the whole message becomes a deed, so that
 * nothing is asked for by what was cut off around it.
 */
export async function divideMessage(message: Omit<Dividing, 'language'>): Promise<readonly SaidWish[] | null> {
  const { record, typed, isQuestionOpen } = message
  const { live } = record
  const clauses = speechActs(typed, live.agent.languages)
  const requests = clauses.filter(({ act }) => act === 'request')
  if (requests.length === 0 || sameExample(live, typed)) return null
  const questions = clauses.filter(({ act }) => act === 'question')
  const isAlone = requests.length === 1 && questions.length === 0 && (!isQuestionOpen || clauses[0]?.act === 'request')
  if (isAlone && !hasSeveralValues(live.agent.playbooks, typed)) return null
  const dividing = { ...message, language: languageOf(live.agent, record.language) }
  const { groups, shared } = groupsOf(clauses, await questionsApart(clauses, dividing), dividing)
  const wishes = merged(await meant(groups, dividing), dividing).flatMap((group) => wishesOf(group, shared, dividing))
  return wishes.length > 1 && wishes.some(({ asks }) => asks === 'deed') ? wishes : null
}

function hasSeveralValues(playbooks: readonly NamedPlaybook[], typed: string): boolean {
  return playbooks.some(({ slots }) =>
    Object.values(slots).some(
      (slot) => slot.type === 'pattern' && new Set(placesOf(slot.pattern, typed).map(({ value }) => value)).size > 1,
    ),
  )
}

async function meant(groups: readonly Group[], { record, typed, embed }: Dividing): Promise<readonly MeantGroup[]> {
  const { agent, index } = record.live
  const found: MeantGroup[] = []
  for (const group of groups) {
    const words = wishWords(typed, group.said)
    const match = group.asks === 'deed' ? await matchIntent(index, words, embed) : null
    const intent = match?.certain === true ? match.intent : null
    const name = intent?.to === 'playbook' ? intent.playbook : null
    const playbook = agent.playbooks.find((candidate) => candidate.name === name) ?? null
    const isUnsure = group.asks === 'deed' && playbook === null
    found.push({ ...group, playbook, nearest: isUnsure ? await nearestPlaybook(index, words, embed) : name })
  }
  return found
}

function wishesOf(
  group: MeantGroup,
  shared: readonly Span[],
  { record, typed, language }: Dividing,
): readonly SaidWish[] {
  const { asks } = group
  if (asks !== 'deed') return [{ asks, said: [...group.said], text: shown(group.said) }]
  const said = [...group.said, ...shared].toSorted((one, other) => one.start - other.start)
  const words = wishWords(typed, said)
  const listed = group.playbook && wishesOfList(group.playbook, words, said, { language, now: record.now })
  return (listed ?? [said]).map((own) => ({ asks, said: [...own], text: shown(own) }))

  function shown(own: readonly Span[]): string {
    const words = shownWish(typed, own).split(' ')
    const first = words.findIndex((word) => !language.lists.joins.includes(plainWords(word)))
    return words.slice(Math.max(0, first)).join(' ')
  }
}
