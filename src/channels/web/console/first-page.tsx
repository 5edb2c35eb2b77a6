import { AppError } from '#core/errors.ts'
import { render } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { browserClient } from '../browser/client.ts'
import { addressOf } from './address.ts'
import { retryUntilAnswered } from './retry-until-answered.ts'
import { Tabs } from './kit/tabs.tsx'
import { QueueScreen } from './queue/queue-view.tsx'
import { handOversView } from './hand-overs/hand-overs-view.tsx'
import { useWaiting } from './hand-overs/use-waiting.ts'
import { Link } from './kit/link.tsx'
import { signInAs } from './session.ts'
import type { ScreenProps } from './view.ts'
import { pageServer } from '../browser/page-server.ts'

const texts = consoleTexts.firstPage

/** Fills development's first page: the chat as one person, the queue as another, who are both signed in beside. */
export async function mountFirstPage(page: HTMLElement): Promise<void> {
  const [customer, lead] = [sideOf(page, 'customer'), sideOf(page, 'lead')]
  const count = (waiting: number): void => {
    const bar = page.querySelector('.switch')
    if (bar !== null) render(<Switch customer={customer} lead={lead} waiting={waiting} />, bar)
  }
  count(0)
  const signal = new AbortController().signal
  const client = browserClient(pageServer(), null, lead.person)
  // In this order: who opens the console next, and has chosen nobody, is who decides.
  for (const { person } of [lead, customer]) await retryUntilAnswered(() => signInAs(person, { beside: true }, signal))
  const me = await retryUntilAnswered(() => client.readMe(signal)).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return null // a browser that keeps no cookie for us
  })
  if (me === null) return render(<p class="why stop">{texts.noCookies}</p>, lead.box)
  const choice = customer.section.querySelector<HTMLSelectElement>('select.agent')
  const kept = localStorage.getItem(AGENT)
  // One that was chosen while this loaded stays.
  const known = [...(choice?.options ?? [])].findIndex(({ value }) => value === kept)
  if (choice?.selectedIndex === 0 && known > 0) choice.selectedIndex = known
  const talk = (): void => {
    if (choice) localStorage.setItem(AGENT, choice.value)
    customer.box.replaceChildren(chatOf(customer.person, choice?.value ?? null))
  }
  choice?.addEventListener('change', talk)
  talk()
  render(<Lead client={client} me={me} keys={lead.box} count={count} page={page} />, lead.box)
}

/** Under which the agent that was chosen last is kept in this browser. */
const AGENT = 'parley-agent'

/** A conversation with this agent; with the server's first for null. */
function chatOf(person: string, agent: string | null): HTMLElement {
  const chat = document.createElement('parley-chat')
  chat.setAttribute('mode', 'inline')
  chat.setAttribute('person', person)
  if (agent !== null) chat.setAttribute('agent', agent)
  return chat
}

interface Side {
  readonly id: string
  readonly person: string
  readonly section: HTMLElement
  readonly box: HTMLElement
}

function sideOf(page: HTMLElement, name: string): Side {
  const section = page.querySelector<HTMLElement>(`#side-${name}`)
  const box = section?.querySelector<HTMLElement>('.pane')
  if (!section || !box) throw new AppError('The first page lacks one of its sides.', { code: 'internal' })
  return { id: section.id, person: section.dataset.person ?? '', section, box }
}

type LeadProps = Pick<ScreenProps, 'client' | 'me' | 'keys' | 'count'> & { readonly page: HTMLElement }

// Its queue has no addresses of its own.
function Lead({ page, ...props }: LeadProps) {
  const [id, setId] = useState<string | null>(null)
  const [people, setPeople] = useState(0)
  const [plans, setPlans] = useState(0)
  useWaiting(props, setPeople)
  useLayoutEffect(() => props.count(plans + people), [plans, people])
  return (
    <div class="waits">
      {people > 0 && (
        <p role="status">
          <Link path={addressOf(handOversView.name, null, null)}>{texts.peopleWait(people)}</Link>
        </p>
      )}
      <QueueScreen
        {...props}
        count={setPlans}
        id={id}
        show={null}
        visit={0}
        heading="h3"
        hint={texts.emptyHint}
        addressOf={() => null}
        go={setId}
        signedOut={() => location.reload()}
        // What the chat shows as a plan waits on the other side as well; half a second earlier than looking would tell.
        opened={(queue) => page.addEventListener('parley-plan', () => queue.look())}
      />
    </div>
  )
}

interface SwitchProps {
  readonly customer: Side
  readonly lead: Side
  readonly waiting: number
}

const NARROW = matchMedia('(max-width: 860px)')

// Which side is seen where there is room for one.
function Switch({ customer, lead, waiting }: SwitchProps) {
  const [shown, setShown] = useState(customer.id)
  const [isNarrow, setNarrow] = useState(NARROW.matches)
  useLayoutEffect(() => NARROW.addEventListener('change', () => setNarrow(NARROW.matches)), [])
  useLayoutEffect(() => {
    for (const { id, section } of [customer, lead]) {
      section.toggleAttribute('data-shown', id === shown)
      if (isNarrow) section.setAttribute('role', 'tabpanel')
      else section.removeAttribute('role')
    }
  }, [shown, isNarrow])
  const tabs = [
    { id: customer.id, name: texts.customer, waiting: '' },
    { id: lead.id, name: texts.supportLead, waiting: waiting > 0 ? texts.waiting(waiting) : '' },
  ]
  return <Tabs tabs={tabs} shown={shown} choose={setShown} />
}
