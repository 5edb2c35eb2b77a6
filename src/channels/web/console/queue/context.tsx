import { behindAnswered } from '#cards/drawing/reply-quote.ts'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { MessageView } from '#contract/message.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import type { PlanView } from '#contract/plan.ts'
import { Shown } from '../kit/shown.tsx'
import { LookedUpBeside } from './looked-up.tsx'
import type { Surrounding } from './surroundings.ts'

const texts = consoleTexts.queue

interface ContextProps {
  readonly plan: PlanView
  readonly clock: Clock
}

/** What a plan is about: what was said before it, and whose request it is. */
export function PlanContext({ plan, conversation, beside, clock }: ContextProps & Surrounding) {
  return (
    <aside class="context" tabindex={0} aria-label={texts.context}>
      {beside !== null && <LookedUpBeside context={beside} />}
      <section>
        <h3>{texts.conversation}</h3>
        {conversation.state === 'reading' && <p aria-busy> </p>}
        {conversation.state === 'failed' && <p>{texts.messagesNotRead}</p>}
        {conversation.state === 'read' && <Messages plan={plan} clock={clock} messages={conversation.value} />}
      </section>
      <section>
        <h3>{texts.whose}</h3>
        <Facts plan={plan} clock={clock} />
      </section>
    </aside>
  )
}

function Messages({ plan, clock, messages }: ContextProps & { readonly messages: readonly MessageView[] }) {
  const said = behindAnswered(messages).flatMap((message) => {
    const words = message.parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n')
    return words === '' ? [] : [{ ...message, words }]
  })
  if (said.length === 0) return <p>{texts.noMessages}</p>
  return (
    <ol class="said">
      {said.map(({ id, role, by, words, createdAt }) => {
        const who = role === 'user' ? plan.requester : by
        return (
          <li class={role} key={id}>
            <b>{`${who ? visibleText(who.name) : texts.agentSays}, ${clockText(createdAt, clock)}`}</b>
            <p>
              <Shown text={words} />
            </p>
          </li>
        )
      })}
    </ol>
  )
}

function Facts({ plan, clock }: ContextProps) {
  const rows: readonly (readonly [string, string])[] = [
    [texts.askedBy, visibleText(plan.requester.name)],
    [texts.askedAt, clockText(plan.createdAt, clock)],
    [texts.agent, visibleText(plan.agent)],
    [texts.made, plan.playbook === null ? texts.model : texts.playbook(visibleText(plan.playbook))],
    [texts.planNumber, shortPlanId(plan.id)],
  ]
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
