import { consoleTexts } from '#cards/texts/console-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { ContextField, LookedUp, PlanContextView } from '#contract/plan-context.ts'
import { upperFirst } from '#text/upper-first.ts'
import { Icon } from '../kit/icon.tsx'
import { Shown } from '../kit/shown.tsx'
import type { Read } from './read-once.ts'

const texts = consoleTexts.queue

/** What was looked up beside a plan, each with whose record it is. */
export function LookedUpBeside({ context }: { readonly context: Read<PlanContextView> }) {
  if (context.state === 'reading') return <section aria-busy />
  if (context.state === 'failed')
    return (
      <section>
        <p>{texts.notLookedUp}</p>
      </section>
    )
  return (
    <>
      {context.value.found.map((found) => (
        <Found key={`${found.tool} ${found.title}`} found={found} />
      ))}
    </>
  )
}

function Found({ found }: { readonly found: LookedUp }) {
  const { title, from, things, more, problem } = found
  return (
    <section class="beside">
      <h3>
        {visibleText(title)} <small>{texts.from(visibleText(from))}</small>
      </h3>
      {problem !== null && <p class="problem">{problem}</p>}
      {problem === null && things.length === 0 && <p>{texts.nothingFound}</p>}
      {things.length === 1 && <Fields fields={things[0] ?? []} />}
      {things.length > 1 && (
        <ol>
          {things.map((fields, index) => (
            <li key={String(index)}>
              <Line fields={fields} />
            </li>
          ))}
        </ol>
      )}
      {more > 0 && <p>{texts.moreFound(more)}</p>}
    </section>
  )
}

function Fields({ fields }: { readonly fields: readonly ContextField[] }) {
  return (
    <dl class="facts">
      {fields.map((field) => (
        <div key={field.name} class={field.unchecked ? 'loose' : ''}>
          <dt>{upperFirst(visibleText(field.name))}</dt>
          <dd>
            <Shown text={field.text} />
            {field.unchecked && <Unchecked field={field} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Unchecked({ field }: { readonly field: ContextField }) {
  return (
    <span class="from unchecked">
      <Icon name="warn" />
      <span>{visibleText(field.origin)}</span>
    </span>
  )
}

function Line({ fields }: { readonly fields: readonly ContextField[] }) {
  return fields.map((field, index) => (
    <span key={field.name} title={field.name}>
      {index > 0 && ' · '}
      {index > 1 && `${visibleText(field.name)} `}
      <Shown text={field.text} />
      {field.unchecked && <Unchecked field={field} />}
    </span>
  ))
}
