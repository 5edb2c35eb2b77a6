import type { AsideRunView } from '#contract/aside-run.ts'
import type { NewStop } from '#contract/tool-operations.ts'
import type { StopView, ToolView } from '#contract/tool.ts'
import { clockText, type Clock } from '../../../clock-text.ts'
import { stoppedWhat, toolTexts as texts } from '../../../tool-texts.ts'
import { h, type Child, type Description } from '../../browser/element.ts'
import { icon, type Icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import { troubleLine } from '../trouble-line.ts'
import type { ToolsSeen } from './tools-client.ts'

/** All that the page of tools shows. */
export interface ShownTools {
  /** Null while it is read for the first time. */
  readonly seen: ToolsSeen | null
  readonly said: string
  readonly trouble: string | null
  readonly busy: string | null
  readonly now: Date
}

/** What can be done on it. */
export interface ToolActs {
  readonly mayAct: boolean
  look(): void
  accept(tool: ToolView): void
  stop(subject: Pick<NewStop, 'kind' | 'name'>): void
  start(stop: StopView): void
  retry(run: AsideRunView): void
}

/** The page: what is stopped, what waits to be looked at, and all the rest. */
export function drawTools(shown: ShownTools, acts: ToolActs): Description {
  const { seen, trouble } = shown
  const clock = { now: shown.now }
  return h(
    'div',
    { class: 'tools', key: 'tools', 'aria-busy': seen === null ? 'true' : null },
    h(
      'header',
      null,
      h('h1', { tabindex: '-1' }, texts.title),
      h('p', null, texts.lead),
      acts.mayAct &&
        h(
          'button',
          button(shown, '', () => acts.stop({ kind: 'tenant', name: '' })),
          texts.stopEverything,
        ),
    ),
    trouble !== null && troubleLine(h('span', null, trouble), () => acts.look()),
    h('p', { class: 'said', role: 'status' }, shown.said),
    ...(seen === null ? [h('p', { key: 'loading' }, texts.loading)] : sections(seen, shown, clock, acts)),
  )
}

function sections(
  { tools, stops, aside }: ToolsSeen,
  shown: ShownTools,
  clock: Clock,
  acts: ToolActs,
): readonly Description[] {
  const agents = [...new Set(tools.flatMap((tool) => tool.agents))].sort()
  // What waits for somebody comes first; else by name, as they came.
  const ordered = [...tools.filter(isWaiting), ...tools.filter((tool) => !isWaiting(tool))]
  return [
    ...(aside.length === 0 ? [] : [asideList(aside, shown, clock, acts)]),
    ...(stops.length === 0 ? [] : [stopList(stops, shown, clock, acts)]),
    h('p', { class: 'waits', key: 'waits' }, waitsText(tools)),
    h(
      'ul',
      { class: 'tool-list', key: 'list' },
      ordered.map((tool) => toolItem(tool, shown, clock, acts)),
    ),
    ...(acts.mayAct
      ? [
          h(
            'div',
            { class: 'agents', key: 'agents', role: 'group', 'aria-label': texts.agents },
            agents.map((name) =>
              h(
                'button',
                { ...button(shown, name, () => acts.stop({ kind: 'agent', name })), key: name },
                `${texts.stopTitle(texts.agent(name))}…`,
              ),
            ),
          ),
        ]
      : []),
  ]
}

function waitsText(tools: readonly ToolView[]): string {
  const count = tools.filter(isWaiting).length
  return count === 0 ? texts.nothingWaits : texts.waits(count)
}

function isWaiting({ state }: ToolView): boolean {
  return state === 'changed' || state === 'new'
}

function stopList(stops: readonly StopView[], shown: ShownTools, clock: Clock, acts: ToolActs): Description {
  return h(
    'section',
    { class: 'stops', key: 'stops', 'aria-labelledby': 'stops-title' },
    h('h2', { id: 'stops-title' }, icon('no'), texts.stops),
    h(
      'ul',
      null,
      stops.map((stop) =>
        h(
          'li',
          { key: stop.id },
          h('b', null, shownText(stoppedWhat(stop))),
          h('span', null, shownText(texts.why(stop.why))),
          h('span', { class: 'by' }, shownText(texts.stoppedBy(stop.stoppedBy, clockText(stop.stoppedAt, clock)))),
          acts.mayAct &&
            h(
              'button',
              button(shown, stop.id, () => acts.start(stop)),
              texts.start,
            ),
        ),
      ),
    ),
  )
}

/** What ended those who worked on it, or ended in errors of ours: nothing of it is lost, and nobody else can go on. */
function asideList(runs: readonly AsideRunView[], shown: ShownTools, clock: Clock, acts: ToolActs): Description {
  return h(
    'section',
    { class: 'stops', key: 'aside', 'aria-labelledby': 'aside-title' },
    h('h2', { id: 'aside-title' }, icon('warn'), texts.aside),
    h('p', null, texts.asideLead),
    h(
      'ul',
      null,
      runs.map((run) =>
        h(
          'li',
          { key: run.id },
          h('b', null, shownText(texts.asideRun(run.requester, run.agent))),
          h('span', null, texts.asideWhy(run.code)),
          h('span', { class: 'by' }, shownText(texts.asideSince(clockText(run.asideAt, clock)))),
          acts.mayAct &&
            h(
              'button',
              button(shown, run.id, () => acts.retry(run)),
              texts.tryAgain,
            ),
        ),
      ),
    ),
  )
}

const ICONS: Readonly<Record<ToolView['state'], Icon>> = {
  accepted: 'ok',
  changed: 'swap',
  new: 'question-round',
  gone: 'no',
  unreachable: 'warn',
}

function toolItem(tool: ToolView, shown: ShownTools, clock: Clock, acts: ToolActs): Description {
  const { accepted, stop } = tool
  return h(
    'li',
    { key: tool.tool, class: isWaiting(tool) ? 'waiting' : null },
    h(
      'div',
      { class: 'head' },
      h('h2', null, shownText(tool.tool)),
      h('span', { class: `state ${tool.state}` }, icon(ICONS[tool.state]), texts.states[tool.state]),
      stop !== null && h('span', { class: 'state is-stopped' }, icon('no'), texts.stopped),
    ),
    h(
      'p',
      { class: 'what' },
      `${texts.effects[tool.effect]} · `,
      shownText(tool.title),
      ` · ${texts.agents}: `,
      shownText(tool.agents.join(', ')),
    ),
    accepted !== null &&
      h('p', { class: 'by' }, shownText(texts.acceptedBy(accepted.by, clockText(accepted.at, clock)))),
    isWaiting(tool) && difference(tool, shown, acts),
    acts.mayAct &&
      stop === null &&
      h(
        'button',
        {
          ...button(shown, tool.tool, () => acts.stop({ kind: 'tool', name: tool.tool })),
          'aria-label': texts.stopTitle(tool.tool),
        },
        texts.stop,
      ),
  )
}

// What a tool server wrote is drawn as text, never as more.
function difference(tool: ToolView, shown: ShownTools, acts: ToolActs): Description {
  const { state, changes, diff, address } = tool
  return h(
    'div',
    { class: 'difference', key: 'difference' },
    h('h3', null, texts.whatChanged),
    state === 'new'
      ? h('p', null, texts.isNew)
      : h(
          'ul',
          null,
          changes.map((change, index) => h('li', { key: String(index) }, shownText(change))),
        ),
    h('p', { class: 'by' }, `${texts.address}: `, shownText(address)),
    h(
      'div',
      { class: 'code', role: 'region', tabindex: '0', 'aria-label': `${texts.difference}: ${tool.tool}` },
      diff.map((line, index) =>
        h('div', { key: String(index), class: LINES[line[0] ?? ' '] ?? null }, ...lineOf(line)),
      ),
    ),
    h('p', null, texts.untilThen),
    acts.mayAct
      ? h(
          'button',
          { ...button(shown, tool.tool, () => acts.accept(tool)), class: 'b go' },
          shown.busy === tool.tool ? texts.accepting : state === 'new' ? texts.acceptNew : texts.accept,
        )
      : h('p', null, texts.forOperators),
  )
}

// Its indentation is ours, or that of its JSON: nothing hides in it.
function lineOf(line: string): readonly Child[] {
  const indent = /^[-+ ] */.exec(line)?.[0] ?? ''
  return [indent, shownText(line.slice(indent.length))]
}

const LINES: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed' }

function button({ busy }: ShownTools, what: string, click: () => void) {
  return {
    class: 'b',
    type: 'button',
    // Still focused while it is at work, and without effect.
    'aria-disabled': busy === null ? null : 'true',
    'data-what': what,
    on: { click },
  }
}
