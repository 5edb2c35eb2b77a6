import { isForRole } from '#auth/authorize.ts'
import type { KeyView } from '#contract/key.ts'
import type { PersonView } from '#contract/person.ts'
import type { RuleView } from '#contract/rule.ts'
import * as wire from '#contract/wire.ts'
import { useState } from 'preact/hooks'
import { peoplePageTexts as texts } from '#cards/texts/people-page-texts.ts'
import type { Client } from '#channels/client/client.ts'
import { Find } from '../kit/form.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { Page, Section } from '../kit/page.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { KeyItem, RevokeDialog } from './key-item.tsx'
import { PersonItem } from './person-item.tsx'

/** Who there is, what each may say yes to, and the keys of programs: for operators, and to look for auditors. */
export const peopleView: ConsoleView = {
  name: 'people',
  label: texts.title,
  icon: 'person',
  documentTitle: () => texts.documentTitle,
  isListed: true,
  isFor: (me) => isForRole(me, 'person.list'),
  Screen: PeopleScreen,
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 30_000
const PER_PAGE = 50
/** As many as one call gives. */
const MOST = 200

interface PeopleSeen {
  readonly people: readonly PersonView[]
  readonly hasMore: boolean
  readonly rules: readonly RuleView[]
  /** Null for whom they are no business. */
  readonly keys: readonly KeyView[] | null
}

function PeopleScreen({ client, me, signedOut }: ScreenProps) {
  const [words, setWords] = useState('')
  const [limit, setLimit] = useState(PER_PAGE)
  const [said, setSaid] = useState('')
  const [asked, setAsked] = useState<KeyView | null>(null)
  const hasKeys = isForRole(me, 'key.list')
  const { seen, trouble, gone, look, attempt } = usePolling({
    everyMs: LOOKS_EVERY_MS,
    of: [words, limit],
    read: (signal) => readPeople(client, { words, limit, hasKeys }, signal),
    signedOut,
  })
  const answered = async (key: KeyView, isSure: boolean): Promise<void> => {
    setAsked(null)
    if (!isSure) return
    const isDone = await attempt(async () => {
      await client.ask(wire.revokeKey, { keyId: key.id }, { signal: gone })
    })
    setSaid(isDone ? texts.revokedNow(key.name) : '')
    await look({ keepTrouble: !isDone })
  }
  return (
    <>
      <Page name="people-page" title={texts.title} lead={texts.lead} isReading={seen === null}>
        {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
        <LiveRegion class="said" text={said} />
        {seen === null ? (
          <p role="status">{texts.loading}</p>
        ) : (
          <>
            <Section id="people-list" title={texts.people}>
              <Find id="find-person" label={texts.find} words={words} typed={setWords} />
              <People {...seen} words={words} />
              {seen.hasMore && limit < MOST && (
                <button class="b" type="button" onClick={() => setLimit(MOST)}>
                  {texts.more}
                </button>
              )}
            </Section>
            {seen.keys !== null && <Keys keys={seen.keys} revoke={setAsked} />}
          </>
        )}
      </Page>
      {asked !== null && <RevokeDialog name={asked.name} closed={(isSure) => void answered(asked, isSure)} />}
    </>
  )
}

interface Wanted {
  readonly words: string
  readonly limit: number
  readonly hasKeys: boolean
}

async function readPeople(
  { ask }: Client,
  { words, limit, hasKeys }: Wanted,
  signal: AbortSignal,
): Promise<PeopleSeen> {
  const [{ people, next }, { agents }, keys] = await Promise.all([
    ask(wire.listPersons, { ...(words.trim() !== '' && { words: words.trim() }), limit }, { signal }),
    ask(wire.listRules, {}, { signal }),
    hasKeys ? ask(wire.listKeys, {}, { signal }) : null,
  ])
  return { people, hasMore: next !== null, rules: agents.flatMap(({ rules }) => rules), keys: keys?.keys ?? null }
}

function People({ people, rules, words }: PeopleSeen & { readonly words: string }) {
  const clock = { now: new Date() }
  if (people.length === 0) {
    return (
      <p class="by" role="status">
        {words === '' ? texts.none : texts.noneFound(words)}
      </p>
    )
  }
  return (
    <ul class="cards">
      {people.map((person) => (
        <PersonItem key={person.id} person={person} rules={rules} clock={clock} />
      ))}
    </ul>
  )
}

function Keys({ keys, revoke }: { readonly keys: readonly KeyView[]; revoke(key: KeyView): void }) {
  const clock = { now: new Date() }
  return (
    <Section id="people-keys" title={texts.keys}>
      {keys.length === 0 ? (
        <p class="by">{texts.noKeys}</p>
      ) : (
        <ul class="cards">
          {keys.map((key) => (
            <KeyItem key={key.id} of={key} clock={clock} revoke={() => revoke(key)} />
          ))}
        </ul>
      )}
    </Section>
  )
}
