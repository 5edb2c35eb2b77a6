import type { PlanView } from '#contract/plan.ts'
import { quotedWords } from '#cards/drawing/request-quote.ts'
import type { Clock } from '#cards/drawing/clock-text.ts'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { cut } from '#cards/drawing/cut-text.ts'
import { planHeading } from '#cards/drawing/plan-heading.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { Icon } from '../kit/icon.tsx'
import { Link } from '../kit/link.tsx'
import { Row } from '../kit/row.tsx'
import type { QueueDesk } from './queue-desk.ts'
import { asksReader, belongs, type QueueFilter } from './queue-filter.ts'
import { askingCount, equalsOf, type QueueState } from './queue-state.ts'
import { aboutText, flagsOf, stateText, timeLeft } from './row-texts.ts'

interface ListProps {
  readonly state: QueueState
  readonly desk: QueueDesk
  readonly clock: Clock
}

const texts = consoleTexts.queue

/** What waits for its reader, and what they have answered since. */
export function QueueList({ state, desk, clock, showKeys }: ListProps & { showKeys(): void }) {
  const Heading = desk.props.heading
  const fresh = state.fresh.length
  return (
    <div class="list">
      <div class="lh">
        <Heading>{texts.title}</Heading>
        {state.isRead && <span>{texts.waitForYou(askingCount(state))}</span>}
      </div>
      <Filters state={state} desk={desk} />
      {fresh > 0 && (
        <div class="freshly">
          <button class="b" type="button" aria-label={texts.showFresh(fresh)} onClick={() => desk.newWanted()}>
            {texts.fresh(fresh)}
          </button>
        </div>
      )}
      {state.isRead && state.rows.length === 0 ? (
        <NothingListed state={state} hint={desk.hint} />
      ) : (
        <ul class="rows" aria-label={texts.list} aria-busy={!state.isRead || undefined}>
          {state.isRead ? <Rows state={state} desk={desk} clock={clock} /> : SKELETON}
        </ul>
      )}
      <Hints showKeys={showKeys} />
    </div>
  )
}

const SKELETON = ['1', '2', '3'].map((key) => (
  <li class="skeleton" key={key} aria-hidden="true">
    <span />
  </li>
))

const FILTERS: readonly QueueFilter[] = ['mine', 'everyone', 'decided', 'failed']

function Filters({ state, desk }: Omit<ListProps, 'clock'>) {
  const links = FILTERS.flatMap((filter) => {
    const path = desk.filterAddress(filter)
    if (path === null) return []
    return [
      <Link key={filter} path={path} isCurrent={filter === state.filter && 'true'} go={() => desk.filtered(filter)}>
        {texts.filters[filter]}
      </Link>,
    ]
  })
  if (links.length === 0) return null
  return (
    <nav class="filter" aria-label={texts.filter}>
      {links}
    </nav>
  )
}

/** What stands where rows would: nothing, and what to do about it. */
export function NothingListed({ state, hint }: { readonly state: QueueState; readonly hint: string }) {
  const others = state.filter === 'mine' && state.others > 0 ? ` ${texts.emptyOthers(state.others)}` : ''
  return (
    <div class="nothing">
      <Icon name="queue" />
      <p>
        <b>{texts.nothing[state.filter]}</b>
        {others}
      </p>
      {state.filter === 'mine' && <p>{hint}</p>}
    </div>
  )
}

function Hints({ showKeys }: { showKeys(): void }) {
  const { move, hint } = consoleTexts.keys
  return (
    <div class="hints">
      <span>
        <kbd>J</kbd>
        <kbd>K</kbd>
        {move}
      </span>
      <button type="button" onClick={showKeys}>
        <kbd>?</kbd>
        {hint}
      </button>
    </div>
  )
}

function Rows({ state, desk, clock }: ListProps) {
  const { plans, rows, reader, filter } = state
  return (
    <>
      {rows.map((id) => {
        const plan = plans.get(id)
        const isListed = plan !== undefined && belongs(plan, filter, reader)
        return (
          <li key={id}>
            <Row
              class={isListed ? 'row' : 'row over'}
              path={desk.addressOf(id)}
              isOpen={state.open === id}
              data-plan={id}
              open={() => desk.opened(id)}
            >
              {plan === undefined || state.gone.has(id) ? (
                <span class="t">{texts.notYours}</span>
              ) : (
                <Cells plan={plan} state={state} clock={clock} />
              )}
            </Row>
          </li>
        )
      })}
    </>
  )
}

/** Of what was said where nothing was to be done, in characters. */
const LONGEST_TITLE = 120

interface CellsProps {
  readonly plan: PlanView
  readonly state: QueueState
  readonly clock: Clock
}

function Cells({ plan, state, clock }: CellsProps) {
  const asks = asksReader(plan, state.reader)
  const left = timeLeft(plan, clock)
  const words = quotedWords(plan)
  const flags = asks ? flagsOf(plan, equalsOf(state, plan)) : []
  return (
    <>
      <span class="t">
        {visibleText(plan.effects[0]?.title ?? (cut(planHeading(plan), LONGEST_TITLE) || texts.nothingPlanned))}
      </span>
      <span class={left?.isSoon ? 'd soon' : 'd'}>{left?.text}</span>
      <span class="m">{asks ? aboutText(plan) : stateText(plan, state, clock)}</span>
      {words !== null && <span class="m words">{visibleText(words)}</span>}
      {flags.length > 0 && (
        <span class="flags">
          {flags.map(({ icon, words: said }) => (
            <span class={icon === null ? 'flag same' : 'flag'} key={said}>
              {icon !== null && <Icon name={icon} />}
              {said}
            </span>
          ))}
        </span>
      )}
    </>
  )
}
