import { clockText, type Clock } from '../../../clock-text.ts'
import { consoleTexts } from '../../../console-texts.ts'
import { visibleText } from '../../../visible-text.ts'
import { shownText } from '../../browser/shown-text.ts'
import { h, type Description } from '../../browser/element.ts'
import type { MessageView } from '#contract/message.ts'
import { shortPlanId } from '../../../short-plan-id.ts'
import type { PlanView } from '#contract/plan.ts'

/** The conversation before a plan, as far as it could be read. */
export type Conversation =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly messages: readonly MessageView[] }
  | { readonly state: 'failed' }

const texts = consoleTexts.queue

/** What a plan is about: what was said before it, and whose request it is. */
export function planContext(plan: PlanView, conversation: Conversation, clock: Clock): Description {
  return h(
    'aside',
    { class: 'context', tabindex: '0', 'aria-label': texts.context, key: `context ${plan.id}` },
    h('section', null, h('h3', null, texts.conversation), said(plan, conversation, clock)),
    h('section', null, h('h3', null, texts.whose), facts(plan, clock)),
  )
}

function said(plan: PlanView, conversation: Conversation, clock: Clock): Description {
  if (conversation.state === 'reading') return h('p', { 'aria-busy': 'true' }, ' ')
  if (conversation.state === 'failed') return h('p', null, texts.messagesNotRead)
  const messages = conversation.messages.flatMap((message) => {
    const words = message.parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n')
    return words === '' ? [] : [{ ...message, words }]
  })
  if (messages.length === 0) return h('p', null, texts.noMessages)
  return h(
    'ol',
    { class: 'said' },
    messages.map(({ id, role, by, words, createdAt }) =>
      h(
        'li',
        { class: role, key: id },
        h(
          'b',
          null,
          `${role === 'user' ? visibleText(plan.requester.name) : by ? visibleText(by.name) : texts.agentSays}, ${clockText(createdAt, clock)}`,
        ),
        h('p', null, shownText(words)),
      ),
    ),
  )
}

function facts(plan: PlanView, clock: Clock): Description {
  const rows: readonly (readonly [string, string])[] = [
    [texts.askedBy, visibleText(plan.requester.name)],
    [texts.askedAt, clockText(plan.createdAt, clock)],
    [texts.agent, visibleText(plan.agent)],
    [texts.made, plan.playbook === null ? texts.model : texts.playbook(visibleText(plan.playbook))],
    [texts.planNumber, shortPlanId(plan.id)],
  ]
  return h(
    'dl',
    { class: 'facts' },
    rows.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value))),
  )
}
