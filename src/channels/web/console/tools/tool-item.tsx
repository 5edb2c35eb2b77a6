import type { ToolView } from '#contract/tool.ts'
import type { Icon as IconName } from '../../browser/icons.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { toolName } from '#cards/titles/tool-name.ts'
import { Icon } from '../kit/icon.tsx'
import { Shown } from '../kit/shown.tsx'
import { Definition, Lately } from './tool-definition.tsx'
import { ActButton, type ToolActs } from './act-button.tsx'

/** Whether it waits for somebody to look at it. */
export function isWaiting({ state, sample }: ToolView): boolean {
  return state === 'changed' || state === 'new' || sample !== null
}

const ICONS: Readonly<Record<ToolView['state'], IconName>> = {
  accepted: 'ok',
  changed: 'swap',
  new: 'question-round',
  gone: 'no',
  unreachable: 'warn',
}

interface ToolItemProps {
  readonly tool: ToolView
  readonly clock: Clock
  readonly acts: ToolActs
}

/** One tool: what it does and for whom, and what is other about it than what was accepted. */
export function ToolItem({ tool, clock, acts }: ToolItemProps) {
  const { accepted, stop } = tool
  return (
    <li class={isWaiting(tool) ? 'waiting' : undefined}>
      <div class="head">
        <div>
          <h2>
            <Shown text={toolName(tool.title)} />
          </h2>
          <code>
            <Shown text={tool.tool} />
          </code>
        </div>
        <span class={`state ${tool.state}`}>
          <Icon name={ICONS[tool.state]} />
          {tool.state === 'accepted' && tool.sample !== null ? texts.sampleWaits : texts.states[tool.state]}
        </span>
        {stop !== null && (
          <span class="state is-stopped">
            <Icon name="no" />
            {texts.stopped}
          </span>
        )}
      </div>
      <p class="what">
        {`${texts.effects[tool.effect]} · ${texts.agents}: `}
        <Shown text={tool.agents.join(', ')} />
      </p>
      {accepted !== null && (
        <p class="by">
          <Shown text={texts.acceptedBy(accepted.by, clockText(accepted.at, clock))} />
        </p>
      )}
      <Lately tool={tool} clock={clock} />
      <Definition tool={tool} />
      {isWaiting(tool) && <Difference tool={tool} acts={acts} />}
      {acts.mayAct && stop === null && (
        <ActButton
          acts={acts}
          at={tool.tool}
          label={texts.stopTitle(tool.tool)}
          press={() => acts.stop({ kind: 'tool', name: tool.tool })}
        >
          {texts.stop}
        </ActButton>
      )}
    </li>
  )
}

// What a tool server wrote is drawn as text, never as more.
function Difference({ tool, acts }: Pick<ToolItemProps, 'tool' | 'acts'>) {
  const { state, changes, diff, address } = tool
  const accept = state === 'new' ? texts.acceptNew : state === 'accepted' ? texts.acceptSample : texts.accept
  return (
    <div class="difference">
      <h3>{texts.whatChanged}</h3>
      {state === 'new' ? (
        <p>{texts.isNew}</p>
      ) : (
        <ul>
          {changes.map((change, at) => (
            <li key={at}>
              <Shown text={change} />
            </li>
          ))}
        </ul>
      )}
      <p class="by">
        {`${texts.address}: `}
        <Shown text={address} />
      </p>
      <div class="code" role="region" tabindex={0} aria-label={`${texts.difference}: ${tool.tool}`}>
        {diff.map((line, at) => (
          <Line key={at} line={line} />
        ))}
      </div>
      <p>{state === 'accepted' ? texts.sampleUntilThen : texts.untilThen}</p>
      {acts.mayAct ? (
        <ActButton acts={acts} class="b go" at={tool.tool} press={() => acts.accept(tool)}>
          {acts.busy === tool.tool ? texts.accepting : accept}
        </ActButton>
      ) : (
        <p>{texts.forOperators}</p>
      )}
    </div>
  )
}

const LINES: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed' }

// Its indentation is ours, or that of its JSON: nothing hides in it.
function Line({ line }: { readonly line: string }) {
  const indent = /^[-+ ] */.exec(line)?.[0] ?? ''
  return (
    <div class={LINES[line[0] ?? ' ']}>
      {indent}
      <Shown text={line.slice(indent.length)} />
    </div>
  )
}
