import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { shownText as shownCard } from '../helpers/adaptive-card.ts'
import { shownText } from '../helpers/block-kit.ts'
import { howMany } from '../helpers/depth.ts'
import { openFakeMail } from '../helpers/fake-mail.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { openFakeTeams } from '../helpers/fake-teams.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// Three people who write in Slack, in Teams and by mail without waiting for answers.
const PEOPLE = [
  { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' },
  { id: 'U2', name: 'Jonas Weber', email: 'jonas.weber@example.com' },
  { id: 'U3', name: 'Omar Haddad', email: 'omar.haddad@example.com' },
]
const SAID: readonly (readonly [string, RegExp])[] = [
  ['How long do I have to return a damaged item?', /14 days/],
  ['hello', /Hello/],
  ['thanks', /welcome/i],
]
const CONVERSATIONS = howMany({ quick: 3, deep: 21 })

const shop = await startTestShop({ after })

/** A conversation of one person elsewhere: what is written there, and what was answered so far. */
interface Talk {
  say(text: string, place: number): Promise<Response>
  told(): readonly string[]
}

interface Elsewhere {
  readonly environment: Readonly<Record<string, string>>
  talk(url: string, person: (typeof PEOPLE)[number], at: number): Talk
}

const slack = async (): Promise<Elsewhere> => {
  const there = await openFakeSlack({ after }, { users: PEOPLE })
  return {
    environment: there.environment,
    talk: (url, { id }, at) => {
      const [channel, thread] = [directOf(id), `17${String(at).padStart(8, '0')}.00010${id.slice(1)}`]
      return {
        say: (text) => there.write(url, { channel, user: id, thread_ts: thread, text }),
        told: () =>
          there.posted.filter((posted) => posted.thread === thread && posted.channel === channel).map(shownText),
      }
    },
  }
}

const teams = async (): Promise<Elsewhere> => {
  const users = PEOPLE.map((person) => ({
    ...person,
    objectId: `0c0c0c0c-0000-4000-8000-00000000000${person.id.slice(1)}`,
  }))
  const there = await openFakeTeams({ after }, { users })
  return {
    environment: there.environment,
    talk: (url, { id }, at) => {
      const conversation = `a:${id}-${at}`
      const from = users.find((user) => user.id === id) ?? assert.fail()
      return {
        say: (text) => there.write(url, { from, conversation, text }),
        told: () => there.in(conversation).map(({ card }) => shownCard(card)),
      }
    },
  }
}

const mail = async (): Promise<Elsewhere> => {
  const there = await openFakeMail({ after })
  return {
    environment: there.environment,
    talk: (url, { id, email }, at) => {
      const idOf = (place: number) => `<${id}-${at}-${place}@example.com>`
      return {
        say: (text, place) =>
          there.write(url, {
            from: email,
            messageId: idOf(place),
            ...(place > 0 && { answers: idOf(place - 1), references: [idOf(0), idOf(place - 1)] }),
            text,
          }),
        told: () =>
          there
            .receivedBy(email)
            .filter((received) => received.mail.references?.includes(idOf(0)))
            .map((received) => received.mail.text ?? ''),
      }
    },
  }
}

for (const [name, open] of Object.entries({ Slack: slack, Teams: teams, mail })) {
  test(`each answer is the one to its message, and quotes it where that isn’t the newest any more (${name})`, async () => {
    const { environment, talk } = await open()
    const parley = await startParley({ after }, { shop, environment })
    let quoted = 0
    for (let at = 0; at < CONVERSATIONS; at += PEOPLE.length) {
      await Promise.all(
        PEOPLE.map(async (person) => {
          const { say, told } = talk(parley.url, person, at)
          for (const [place, [text]] of SAID.entries()) {
            const response = await say(text, place)
            assert.ok(response.ok, await response.text())
          }
          await until(() => told().length >= SAID.length)
          for (const [place, text] of told().entries()) {
            const [words = '', answered] = SAID[place] ?? []
            assert.match(text, answered ?? /$^/)
            if (!text.includes('↩')) continue
            assert.ok(text.includes(`↩ “${words}”`), text)
            quoted += 1
          }
          assert.ok(!told().at(-1)?.includes('↩'))
        }),
      )
    }
    assert.ok(quoted > 0)
  })
}
