import { z } from 'zod'
import type { JsonObject } from '#core/json.ts'
import type { Inbound, PressedDecision, PressOutcome } from '../contract.ts'
import { SharedPlaceQuestion } from '../inbound/shared-place-question.ts'
import { NOT_MEANT } from '#cards/drawing/not-meant.ts'
import { askInPrivateChat, type PrivateAnswerRules } from './private-answer.ts'
import { planCard, type CardOptions } from './card.ts'
import { linkCard } from './link-card.ts'
import { answer, message } from './invoke-answer.ts'
import type { TeamsUser } from './people.ts'
import type { TeamsConversation } from './conversation-id.ts'
import { FIELD, type TypedValue } from '#cards/drawing/typed-edit.ts'
import { VERBS } from './verbs.ts'

/** What a button of a card holds: which plan, and exactly which one of it. Whoever presses is asked who they are all the same. */
const Pressed = z.discriminatedUnion('verb', [
  z.looseObject({
    verb: z.enum([VERBS.approve, VERBS.notMeant, VERBS.reject]),
    data: z.looseObject({
      planId: z.uuid(),
      digest: z.string().min(1).max(200),
      reason: z.string().max(100).optional(),
      note: z.string().max(2_000).optional(),
    }),
  }),
  z.looseObject({
    verb: z.literal(VERBS.edit),
    data: z.looseObject({ planId: z.uuid(), digest: z.string().min(1).max(200) }),
  }),
  z.looseObject({ verb: z.literal(VERBS.alone), data: SharedPlaceQuestion }),
  z.looseObject({ verb: z.enum([VERBS.look, VERBS.link]), data: z.looseObject({ planId: z.uuid() }) }),
])

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model */
const Value = z.looseObject({ action: Pressed })

interface Invoked {
  readonly name: string
  readonly value: unknown
  readonly user: TeamsUser
  readonly place: TeamsConversation
  /** The service's name for our app there. */
  readonly app: string
  /** The message whose card it is. */
  readonly on: string
}

export interface PressRules extends PrivateAnswerRules {
  /** Whether somebody whom we don't know may link their account. */
  readonly isLinkable: boolean
  readonly now: () => Date
}

/** A decision, or a look at a card, of what the service says that somebody pressed. What isn't one of ours is nothing. */
export async function readPress(
  { name, value, user, place, app, on }: Invoked,
  rules: PressRules,
  signal: AbortSignal,
): Promise<Inbound> {
  const action = name === 'adaptiveCard/action' ? Value.safeParse(value).data?.action : undefined
  if (!action) return { type: 'nothing', body: message('Nothing was done: this isn’t one of our cards.') }
  const { people, isLinkable, now } = rules
  if (action.verb === VERBS.alone) return await askInPrivateChat(action.data, { user, place, app, on }, rules, signal)
  const sender = await people.sender(user, place, signal)
  const { planId } = action.data
  if (action.verb === VERBS.link)
    return { type: 'link', sender, answer: (offered) => Promise.resolve(answer(CARD, linkCard(offered).card)) }
  if (action.verb === VERBS.look)
    return {
      type: 'look',
      sender,
      planId,
      show: (seen) => Promise.resolve(shown({ ...seen, told: null, wrong: null }, place, { isLinkable, now: now() })),
    }
  const decision = decisionIn(action)
  if (decision === null) return { type: 'nothing', body: message('Say why, and press again. Nothing was done.') }
  return {
    type: 'press',
    ...decision,
    sender,
    reply: { by: 'answer', draw: (came) => shown(came, place, { isLinkable, now: now() }) },
  }
}

function decisionIn({ verb, data }: Decided): PressedDecision | null {
  const { planId, digest, reason, note } = z
    .looseObject({ planId: z.string(), digest: z.string(), reason: z.string().optional(), note: z.string().optional() })
    .parse(data)
  const asked = { planId, digest, reason: null, note: null, typed: [] }
  if (verb === VERBS.approve) return { ...asked, decision: 'approve' }
  if (verb === VERBS.notMeant) return { ...asked, decision: 'reject', reason: NOT_MEANT }
  if (verb === VERBS.edit) return { ...asked, decision: 'edit', typed: typedIn(data) }
  const said = note?.trim() ?? ''
  if (reason === undefined || reason === '') return null
  return { ...asked, decision: 'reject', reason, note: said === '' ? null : said }
}

/** As many as a card has fields, and more than anybody types. */
const MOST_FIELDS = 20
const Typed = z.string().max(4_000)

function typedIn(data: Readonly<Record<string, unknown>>): readonly TypedValue[] {
  return Object.entries(data)
    .flatMap(([id, value]) => {
      const [, effect, path] = FIELD.exec(id) ?? []
      const text = Typed.safeParse(value).data
      return effect === undefined || path === undefined || text === undefined
        ? []
        : { effect: Number(effect), path, text }
    })
    .slice(0, MOST_FIELDS)
}

type Decided = Exclude<z.infer<typeof Pressed>, { verb: typeof VERBS.alone }>

const CARD = 'application/vnd.microsoft.card.adaptive'

// Where others read along a card has nothing of the plan, whoever presses.
function shown(
  { plan, told, link }: PressOutcome,
  { user }: TeamsConversation,
  { isLinkable, now }: Pick<CardOptions, 'isLinkable' | 'now'>,
): JsonObject {
  if (plan === null || user === null) return message(told ?? 'You can’t see this.')
  return answer(CARD, planCard(plan, { url: link, address: null, now, told, user, isLinkable }).card)
}
