import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { toolName } from '#cards/titles/tool-name.ts'
import type { ToolView } from '#contract/tool.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import { Icon } from '../kit/icon.tsx'
import { Shown } from '../kit/shown.tsx'

/** What became of a tool's calls in the last days, and what of it can't be used. */
export function Lately({
  tool: { effect, lately, faults },
  clock,
}: {
  readonly tool: ToolView
  readonly clock: Clock
}) {
  return (
    <>
      {effect === 'write' && (
        <p class={lately !== null && lately.failed + lately.unknown > 0 ? 'by wrong' : 'by'}>
          {`${texts.calls}: `}
          {lately === null
            ? texts.notCalled
            : `${texts.lately(lately.done, lately.failed, lately.unknown)} · ${texts.lastAt(clockText(lately.lastAt, clock))}`}
        </p>
      )}
      {faults.map(({ reason, times, lastAt }) => (
        <p class="by wrong" key={reason}>
          <Icon name="warn" />
          <Shown text={`${texts.fault(reason, times)} · ${texts.lastAt(clockText(lastAt, clock))}`} />
        </p>
      ))}
    </>
  )
}

/** What a tool takes, whose data it may touch, and what its server says of it. */
export function Definition({ tool }: { readonly tool: ToolView }) {
  const { title, takes, owner, description, address } = tool
  return (
    <details>
      <summary aria-label={texts.definitionOf(toolName(title))}>{texts.definition}</summary>
      <dl>
        <dt>{texts.takes}</dt>
        <dd>
          {takes.length === 0 ? (
            texts.takesNothing
          ) : (
            <ul>
              {takes.map(({ name, type, isNeeded }) => (
                <li key={name}>
                  <Shown text={argumentWords(name)} />{' '}
                  <code>
                    <Shown text={[name, ...(type === null ? [] : [type])].join(': ')} />
                  </code>
                  {isNeeded ? '' : `, ${texts.mayBeLeftOut}`}
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{texts.whose}</dt>
        <dd>
          <Shown text={owner} />
        </dd>
        {description !== '' && (
          <>
            <dt>{texts.says}</dt>
            <dd>
              <Shown text={description} />
            </dd>
          </>
        )}
        <dt>{texts.address}</dt>
        <dd>
          <Shown text={address} />
        </dd>
      </dl>
    </details>
  )
}
