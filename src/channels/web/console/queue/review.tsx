import { consoleTexts } from '#cards/texts/console-texts.ts'
import { conversationsOf } from '#cards/drawing/queue-order.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import type { CardState } from '../../browser/card-state.ts'
import { leaveOutSwitch, valueFields } from '../../browser/card-edit.ts'
import { keyed, question } from '../../browser/card-question.ts'
import { detailContent } from '../../browser/details-content.ts'
import { planCard } from '../../browser/plan-card.ts'
import { Described } from '../kit/described.tsx'
import { Icon } from '../kit/icon.tsx'
import { PlanContext } from './context.tsx'
import { NothingListed } from './list.tsx'
import type { QueueDesk } from './queue-desk.ts'
import { equalsOf, nextWaiting } from './queue-state.ts'
import { recognisedLines } from './recognised-lines.ts'
import { ruleSummary } from './rule-summary.ts'
import type { ShownQueue } from './shown-queue.ts'
import { isCustomer } from '#auth/roles.ts'
import type { LeadsOn } from '#channels/web/browser/card-props.ts'
import { addressOf } from '../address.ts'
import type { ScreenProps } from '../view.ts'

const texts = consoleTexts.queue
const QUESTIONS = { question, keyed, valueFields, leaveOutSwitch }

interface ReviewProps {
  readonly shown: ShownQueue
  readonly desk: QueueDesk
  readonly clock: Clock
}

/** The open plan with what it is about. */
export function Review({ shown, desk, clock }: ReviewProps) {
  const { open, rows } = shown.state
  const Heading = desk.props.heading
  const at = open === null ? -1 : rows.indexOf(open)
  return (
    <section class="review" aria-label={texts.review}>
      <div class="bar">
        <button class="b" type="button" aria-label={texts.back} onClick={() => desk.back()}>
          <Icon name="previous" />
        </button>
        {/* The list's own heading is out of sight while a plan lies over it. */}
        <Heading>{at < 0 ? texts.review : texts.place(at + 1, rows.length)}</Heading>
      </div>
      <OpenPlan key={open} shown={shown} desk={desk} clock={clock} />
    </section>
  )
}

function OpenPlan({ shown, desk, clock }: ReviewProps) {
  const { state, card } = shown
  const { open } = state
  if (open !== null && state.gone.has(open)) return <Nothing words={texts.gone} />
  if (open !== null && card !== null) return <Plan card={card} shown={shown} desk={desk} clock={clock} />
  if (!state.isRead || open !== null) return <div class="scroll" aria-busy />
  if (state.rows.length > 0) return <Nothing words={texts.pick} />
  return (
    <div class="scroll">
      <NothingListed state={state} hint={desk.hint} />
    </div>
  )
}

function Nothing({ words }: { readonly words: string }) {
  return (
    <div class="scroll">
      <div class="nothing">
        <Icon name="queue" />
        <p>
          <b>{words}</b>
        </p>
      </div>
    </div>
  )
}

function Plan({ card, shown, desk, clock }: ReviewProps & { readonly card: CardState }) {
  const { plan } = card
  const { trouble, reader } = shown
  const { me, heading } = desk.props
  const element = planCard({
    card,
    reader: me,
    clock,
    density: 'console',
    heading: heading === 'h1' ? 'h2' : 'h3',
    lostUntil: trouble?.kind === 'lost' ? trouble.until : null,
    isClosed: false,
    recognised: recognisedLines(plan, me),
    details: { opened: () => undefined, content: detailContent, questions: QUESTIONS },
    limits: shown.beside?.state === 'read' ? shown.beside.value.limits : [],
    rules: ruleSummary(shown.explanation, () => desk.explanations.again()),
    acts: {
      act: (id, act) => desk.act(id, act),
      tryNow: () => desk.look(),
      askAgain: null,
      next: nextWaiting(shown.state) === null ? null : () => desk.next(),
      openQuote: (quote, from) => desk.openQuote(plan.id, quote, from),
      leadTo: (on) => leadTo(on, desk.props),
    },
  })
  return (
    <div class={reader === null ? 'scroll' : 'scroll reading'}>
      {/* Scrolled by keys, and where the focus goes when a plan opens after another one. */}
      <div class="card" tabindex={0} role="group" aria-label={texts.plan}>
        <EqualNote equals={equalsOf(shown.state, plan)} name={plan.requester.name} />
        <Described it={element} />
      </div>
      {reader === null ? (
        <PlanContext plan={plan} conversation={shown.conversation} beside={shown.beside} clock={clock} />
      ) : (
        <Described it={reader} />
      )}
    </div>
  )
}

/** What one yes means where the same is asked for more than once. */
function EqualNote({ equals, name }: { readonly equals: readonly PlanView[]; readonly name: string }) {
  if (equals.length < 2) return null
  const asked = texts.timesAsked(equals.length, conversationsOf(equals))
  return <p class="equals">{texts.oneYes(visibleText(name), asked)}</p>
}

/** Where a refused press leads on to, of the console's other pages; null where nothing there does. */
function leadTo(
  { lead, handOverId }: LeadsOn,
  { me, addressOf: own, signedOut }: Pick<ScreenProps, 'me' | 'addressOf' | 'signedOut'>,
): (() => void) | null {
  if (lead === 'sign-in') return signedOut
  const isThere = lead === 'open-conversation' && handOverId !== null && own(null, null) !== null && !isCustomer(me)
  return isThere ? () => location.assign(addressOf('conversations', handOverId, null)) : null
}
