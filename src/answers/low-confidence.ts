import { languageName } from '#dialogue/utterance/other-language.ts'
import { asksOfUnknown } from './place/answering-place.ts'
import { type CitedSentence, citedText } from './place/cited-text.ts'
import { nearestPlace } from './place/nearest-place.ts'
import { meaningsOf, namesAnother } from './place/which-one.ts'
import { offeredPerson } from '#turn/hand-over/offered-person.ts'
import { ownWords, type Part } from '#memory/threads/part.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import type { Speech } from '#turn/speaking.ts'
import type { CheckedAnswer } from './compose/checked-answer.ts'
import { titlesIn } from './agent-wording.ts'
import { withPlaces } from './compose/quote-places.ts'
import type { Asked, Understood } from './understand.ts'

interface AskedOf extends Asked {
  readonly live: Pick<AgentRuntime, 'agent'>
  readonly waitsFor: string | null
  readonly speech: Speech
}

/**
 * The low-confidence answer: a question which of several things is meant (disambiguation), the nearest place offered as no
 * more than that, or that the documents don't say. A model that read what was found and wrote nothing counts as the last.
 */
export async function lowConfidenceAnswer(
  services: Services,
  asked: AskedOf,
  understood: Understood,
  written: CheckedAnswer | undefined,
): Promise<readonly Part[]> {
  const { found, ranked, verdict } = understood
  const isDenied = written !== undefined && written.dropped.length === 0
  if (verdict === 'not-in-documents' || isDenied) return notInDocuments(understood, asked)
  const meanings = meaningsOf(ranked)
  const isOfAnother = meanings && namesAnother(ranked.question, meanings, found.rarityOf)
  if (isOfAnother || asksOfUnknown(ranked)) return notInDocuments(understood, asked)
  if (meanings) return whichOne(meanings, asked)
  const nearest = nearestPlace(ranked)
  if (nearest.length === 0) return notInDocuments(understood, asked)
  const { quote } = asked.speech
  const text: Part = { ...citedText(quotedOnce(nearest, quote)), certainty: 'nearest' }
  const parts = [ownWords('nearest', nearestText(understood, asked)), text, ...personParts(asked)]
  return await withPlaces(services, asked, { parts, found: found.passages })
}

// What is shown in its quotation marks: those of a list stand in lines of their own.
function quotedOnce(sentences: readonly CitedSentence[], quote: (text: string) => string): readonly CitedSentence[] {
  return sentences.map((sentence) => ({ ...sentence, text: quote(sentence.text) }))
}

function nearestText({ foundIn }: Understood, { speech: { say, language } }: AskedOf): string {
  if (foundIn === null) return say('I’m not sure. The closest passage says:')
  const name = languageName(foundIn, language)
  return say('I’m not sure. Our documents are in {language}. The closest passage says:', { language: name })
}

function whichOne(meanings: readonly string[], { question, speech: { say } }: AskedOf): readonly Part[] {
  const two = say('This could mean two things. Which one?')
  const text = meanings.length === 2 ? two : say('This could mean several things. Which one?')
  const choices = meanings.map((name) => ({ label: name, says: `${name}: ${question}` }))
  return [ownWords('which-one', text), { type: 'choices', choices }]
}

function notInDocuments({ found: { passages } }: Understood, asked: AskedOf): readonly Part[] {
  const { say, list, quote } = asked.speech
  const titles = [...new Set(passages.map(({ document }) => document.title))].slice(0, 3)
  const nearest = titles.length === 0 ? '' : ` ${say('The closest are {titles}.', { titles: list(titles.map(quote)) })}`
  const text = `${say('I don’t know. It’s not in our documents.')}${nearest}`
  const named = titlesIn(text, titles.map(quote), passages)
  return [{ type: 'notice', code: 'not-in-documents', text, named }, ...personParts(asked)]
}

// Who waits for a person already has nothing to press.
function personParts({ speech, live: { agent }, waitsFor }: AskedOf): readonly Part[] {
  if (waitsFor === null) return offeredPerson(agent, speech)
  const text = speech.say('What you write here waits for a {role}, too.', { role: speech.role(waitsFor) })
  return [ownWords('offer-person', text)]
}
