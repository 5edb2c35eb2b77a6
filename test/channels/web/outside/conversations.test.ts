import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, beforeEach, test, type TestContext } from 'node:test'
import { deep } from '../../../helpers/depth.ts'
import { saidBy, shownText as teamsText } from '../../../helpers/adaptive-card.ts'
import { buttonsOf, shownText as slackText, type View } from '../../../helpers/block-kit.ts'
import { browserSuite, picture } from '../../../helpers/browser.ts'
import { openFakeMail } from '../../../helpers/fake-mail.ts'
import { environmentOfAll } from '../../../helpers/channels-file.ts'
import { directOf, openFakeSlack } from '../../../helpers/fake-slack.ts'
import { openFakeTeams } from '../../../helpers/fake-teams.ts'
import { answerInPerson } from '../../../helpers/hand-overs.ts'
import { assertKept } from '../../../helpers/kept-transcript.ts'
import { openOutsideDesk } from '../../../helpers/outside-desk.ts'
import type { PersonClient } from '../../../helpers/parley-client.ts'
import { startParley } from '../../../helpers/parley.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { slackPage, type DrawnMessage as SlackMessage } from './slack-page.ts'
import { drawTeams, type DrawnMessage as TeamsMessage } from './teams-page.ts'
import { until } from '../../../helpers/until.ts'
import { VIEWS } from '../../../helpers/views.ts'

/*
 * The same conversation in each place outside: an answer, a refund that its requester says yes to, one that is chosen from what
 * may be meant and that a support lead decides, and a person who takes over. What was said there is kept as a transcript, and drawn as that place draws it.
 */
const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const IN_TEAMS = { ...MAYA, id: '29:1', objectId: '0c0c0c0c-0000-4000-8000-000000000001' }
const THREAD = '1600000000.000100'
const CHAT = 'a:chat'

const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: [MAYA] })
const teams = await openFakeTeams({ after }, { users: [IN_TEAMS] })
const mail = await openFakeMail({ after })
const desk = await openOutsideDesk({ after })
const environment = await environmentOfAll({ after }, [slack, teams, mail, desk])

beforeEach(() => shop.renew())

/** A server of its own for each: what one person had in a day counts for the rules, wherever they asked. */
async function open(t: TestContext) {
  const parley = await startParley(t, { shop, environment })
  return { url: parley.url, maya: parley.as('customer'), lead: parley.as('support-lead') }
}

/** One place: how somebody writes there, and what stands there now of what they were told, in order. */
interface Place {
  say(text: string): Promise<unknown>
  told(): readonly string[]
  /** Says yes to what waits for its requester. */
  agree(): Promise<unknown>
  /** Chooses something that may be said next; typed where nothing can be pressed. */
  choose?(says: string): Promise<unknown>
  /** Keeps how the place looks now. */
  look?(name: string): void
  readonly lead: PersonClient
  /** How many messages a yes of its requester brings, and one of a lead. */
  readonly brings: readonly [own: number, lead: number]
}

const looks = (name: string | null, more = 1) => ({ more, name })

/** Has the conversation in a place, and gives what is written down of it. */
async function converse({
  say,
  told,
  agree,
  choose = say,
  look,
  lead,
  brings: [ofOwn, ofLead],
}: Place): Promise<string> {
  const lines: string[] = []
  let before: readonly string[] = []
  async function goesOn(
    what: string,
    work: () => Promise<unknown>,
    { more, name }: { more: number; name: string | null },
  ) {
    lines.push('', what)
    await work()
    const isWhole = (text: string) => !/Step \d of \d|Working on it/.test(text)
    await until(() => told().length >= before.length + more && told().every(isWhole))
    const now = told()
    for (const [index, text] of now.entries()) {
      if (text === before[index]) continue
      lines.push(index < before.length ? 'Parley, where an earlier message stood:' : 'Parley:')
      lines.push(...text.split('\n').map((line) => `  ${line}`.trimEnd()))
    }
    before = now
    if (name !== null) look?.(name)
  }
  const says = (text: string, then: { more: number; name: string | null }) =>
    goesOn(`Maya: ${text}`, () => say(text), then)
  await says('How long do I have to return a damaged item?', looks('answer'))
  await says('It never worked at home. Refund order A12', looks('asks-its-requester'))
  await goesOn('(Maya says yes.)', agree, looks('done', ofOwn))
  await says('my money back for A17?', looks('what-may-be-meant'))
  const chosen = 'Refund order A17'
  await goesOn(`(Maya chooses “${chosen}”.)`, () => choose(chosen), looks('asks-a-lead'))
  await goesOn('(A support lead says yes on our page.)', () => decided(lead), looks(null, ofLead))
  await says('I want to talk to a person', looks(null))
  await goesOn(
    '(Jonas Weber takes the conversation and answers in it.)',
    () => answerInPerson(lead, null, HELLO),
    looks('a-person-answers'),
  )
  return lines.join('\n')
}

async function decided(person: PersonClient): Promise<void> {
  const [plan] = await person.waitingPlans()
  assert.ok(plan)
  assert.equal((await person.decide(plan, 'approve')).status, 200)
}

const HELLO = 'Hello Maya, this is Jonas. What can I do for you?'
const kept = (name: string) => join(import.meta.dirname, `${name}.txt`)

interface Screen<Message> {
  readonly name: string
  readonly messages: readonly Message[]
  readonly window?: View
}
const slackScreens: Screen<SlackMessage>[] = []
const teamsScreens: Screen<TeamsMessage>[] = []

test('in Slack, with an edit and a no in their windows', async (t) => {
  const { url, lead } = await open(t)
  const posted = () => slack.posted.filter(({ thread }) => thread === THREAD)
  const last = () => posted().at(-1) ?? assert.fail()
  const typed: { readonly at: number; readonly text: string }[] = []
  const messages = () =>
    posted().flatMap(({ blocks }, index): SlackMessage[] => [
      ...typed.filter(({ at }) => at === index).map(({ text }) => ({ by: MAYA.name, text })),
      { by: 'Parley', blocks },
    ])
  const opened = async (action: string) => {
    await slack.press(url, MAYA.id, last(), action)
    return slack.views.at(-1) ?? assert.fail()
  }
  const transcript = await converse({
    say: (text) => {
      typed.push({ at: posted().length, text })
      return slack.write(url, { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: THREAD, text })
    },
    lead,
    brings: [1, 1],
    told: () => posted().map(slackText),
    agree: async () => {
      for (const action of ['parley-edit', 'parley-reject'])
        slackScreens.push({ name: action, messages: messages(), window: await opened(action) })
      await slack.press(url, MAYA.id, last(), 'parley-approve')
    },
    choose: (says) => {
      const button = buttonsOf(last().blocks).find(({ value }) => value === says)
      return slack.press(url, MAYA.id, last(), button?.action_id ?? assert.fail())
    },
    look: (name) => slackScreens.push({ name, messages: messages() }),
  })
  assertKept(kept('slack'), transcript)
  assert.deepEqual(slack.refused, [])
})

deep('in Teams', async (t) => {
  const { url, lead } = await open(t)
  const typed: { readonly at: number; readonly text: string }[] = []
  const say = (text: string) => {
    typed.push({ at: teams.in(CHAT).length, text })
    return teams.write(url, { from: IN_TEAMS, conversation: CHAT, text })
  }
  const transcript = await converse({
    say,
    choose: (says) => say(saidBy(teams.in(CHAT).at(-1)?.card ?? assert.fail(), says)),
    lead,
    brings: [1, 1],
    told: () => teams.in(CHAT).map(({ card }) => teamsText(card)),
    agree: () => teams.press(url, IN_TEAMS, teams.in(CHAT).at(-1) ?? assert.fail(), 'parley-approve'),
    look: (name) => {
      const messages = teams
        .in(CHAT)
        .flatMap(({ card }, index): TeamsMessage[] => [
          ...typed.filter(({ at }) => at === index).map(({ text }) => ({ by: MAYA.name, text })),
          { by: 'Parley', card },
        ])
      teamsScreens.push({ name, messages })
    },
  })
  assertKept(kept('teams'), transcript)
  assert.deepEqual(teams.refused, [])
})

deep('by mail, where a yes is said on our page', async (t) => {
  const { url, lead, maya } = await open(t)
  const root = '<talk@example.com>'
  const answers = () => mail.received.filter((one) => one.mail.references?.includes(root))
  const transcript = await converse({
    say: (text) => {
      const last = answers().at(-1)?.mail.messageId
      const named = last === undefined ? { messageId: root } : { answers: last, references: [root, last] }
      return mail.write(url, { subject: 'My orders', text, ...named })
    },
    lead,
    brings: [1, 2],
    told: () => answers().map(({ mail: { subject, text } }) => `Subject: ${subject}\n\n${text?.trim()}`),
    agree: () => decided(maya),
  })
  assertKept(kept('mail'), transcript)
})

deep('at a desk elsewhere, where whoever the entry names says yes', async (t) => {
  const { url, lead } = await open(t)
  const transcript = await converse({
    say: (text) => desk.send(url, { conversation: 'c-1', text }),
    lead,
    brings: [2, 2],
    told: () => desk.taken('c-1').map(({ type, data }) => `${type}: ${data.text ?? data.decision}`),
    agree: () => decided(lead),
  })
  assertKept(kept('webhook'), transcript)
})

browserSuite('as those places draw it', ({ newPage }) => {
  for (const view of VIEWS) {
    const look = `${view.width}-${view.scheme}`
    deep(`Slack, ${look}`, async (t) => {
      const page = await newPage(t, view)
      for (const { name, messages, window = null } of slackScreens) {
        await page.setContent(slackPage(messages, window))
        await picture(page, `slack-${name}-${look}`, { isWhole: true })
      }
      assert.ok(slackScreens.length > 0)
    })
    deep(`Teams, by Microsoft’s own renderer, which finds nothing wrong with a card, ${look}`, async (t) => {
      const page = await newPage(t, view)
      for (const { name, messages } of teamsScreens) {
        assert.deepEqual(await drawTeams(page, messages), [], name)
        await picture(page, `teams-${name}-${look}`, { isWhole: true })
      }
      assert.ok(teamsScreens.length > 0)
    })
  }
})
