import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testPlace } from '../../test/helpers/database.ts'
import { MANY_MESSAGES, startParley, type TestParley } from '../../test/helpers/parley.ts'
import { startTestShop } from '../../test/helpers/shop.ts'
import { type Corpus, readCorpora } from './corpora.ts'
import { givenBy, gradeOf } from './grade.ts'
import { heldOutOf } from './held-out.ts'
import { type GradedAnswer, reportOf } from './report.ts'

/** Questions that are asked at once: each waits for the database more than it computes. */
const AT_ONCE = 6

/**
 * Asks real servers without a model what the key asks, and prints how good the answers are, for both halves of the key.
 * A corpus's name asks that one alone; `all` prints what wasn't right of the half for tuning.
 */
export async function runAnswers(words: readonly string[], say: (text: string) => void): Promise<boolean> {
  const corpora = await readCorpora()
  const chosen = corpora.filter(({ name }) => words.includes(name))
  const answers: GradedAnswer[] = []
  for (const corpus of chosen.length > 0 ? chosen : corpora) answers.push(...(await answersOf(corpus)))
  const { lines, hasPassed } = reportOf(answers, { showsAll: words.includes('all') })
  say(lines.join('\n'))
  return hasPassed
}

async function answersOf(corpus: Corpus): Promise<readonly GradedAnswer[]> {
  await using closing = new AsyncDisposableStack()
  const scope = { isTest: false, after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) } as const
  const environment = corpus.agent === null ? { AGENTS_DIR: await folderOf(corpus, closing) } : {}
  // The example agent's documents are in a database from its beginning, but for one that is asked for without them.
  const place = corpus.agent === null ? { place: await testPlace(scope) } : {}
  const parley = await startParley(scope, {
    ...place,
    shop: await startTestShop(scope),
    environment,
    limits: MANY_MESSAGES,
  })
  const heldOut = heldOutOf(corpus.questions)
  const waiting = [...corpus.questions]
  const answers: GradedAnswer[] = []
  const work = async () => {
    for (let question = waiting.shift(); question !== undefined; question = waiting.shift()) {
      const given = givenBy(await partsFor(parley, corpus.agent ?? corpus.name, question.ask))
      const grade = gradeOf(question, given)
      answers.push({ corpus: corpus.name, question, isHeldOut: heldOut.has(question), given, grade })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const placeOf = ({ question }: GradedAnswer) => corpus.questions.indexOf(question)
  return answers.toSorted((left, right) => placeOf(left) - placeOf(right))
}

async function partsFor(parley: TestParley, agent: string, ask: string) {
  const client = parley.as('customer')
  const { body: thread } = await client.request<{ id: string }>('POST', '/v1/threads', { agent })
  const { run } = await client.ask(ask, thread.id)
  if (run.failure) throw new Error(`“${ask}” failed: ${run.failure.text}`)
  const messages = await client.messages(thread.id)
  return messages.filter(({ role }) => role === 'assistant').flatMap(({ parts }) => parts)
}

/** An agent that has these pages and does nothing but answer. */
async function folderOf({ name, pages }: Corpus, closing: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-answers-'))
  closing.defer(() => rm(folder, { recursive: true, force: true }))
  const agent = join(folder, name)
  await mkdir(join(agent, 'knowledge'), { recursive: true })
  await writeFile(join(agent, 'agent.yaml'), agentYaml(name))
  await writeFile(join(agent, 'instructions.md'), 'You answer from the documents.\n')
  await writeFile(join(agent, 'policy.cedar'), '@id("nothing-to-do")\nforbid (principal, action, resource);\n')
  await writeFile(join(agent, 'tools.yaml'), 'servers: {}\ntools: {}\n')
  for (const { file, text } of pages) await writeFile(join(agent, 'knowledge', file), text)
  return folder
}

function agentYaml(name: string): string {
  return [
    `name: ${name}`,
    `title: ${name}`,
    'languages: [en, de]',
    'greeting: Hello.',
    'knowledge: [{ path: knowledge/, acl: [public], class: public }]',
    '',
  ].join('\n')
}
