import { z } from 'zod'
import type { Inbound, PressedDecision } from '../contract.ts'
import { NOT_MEANT } from '../not-meant.ts'
import { parseStrictJson } from '#core/strict-json.ts'
import { callSlack, type SlackApi } from './api.ts'
import { rejectView } from './modal.ts'
import type { SlackPeople } from './people.ts'

/** What a button of a card holds: which plan, and exactly which one of it. Whoever presses is asked who they are all the same. */
export const ButtonValue = z.strictObject({
  planId: z.uuid(),
  digest: z.string().min(1).max(200),
  reasons: z.array(z.string().max(75)).max(20).optional(),
})

/** The buttons of a card, by their action. */
export const ACTIONS = { approve: 'parley-approve', notMeant: 'parley-not-meant', reject: 'parley-reject' } as const

const User = z.looseObject({ id: z.string().regex(/^[A-Z0-9]{1,40}$/) })
const Team = z.looseObject({ id: z.string() })

/** What Slack sends of buttons and windows (https://docs.slack.dev/interactivity/handling-user-interaction). */
const Payload = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('block_actions'),
    user: User,
    team: Team,
    channel: z.looseObject({ id: z.string() }).optional(),
    trigger_id: z.string().max(300).optional(),
    actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().max(2_000).optional() })).min(1),
  }),
  z.looseObject({
    type: z.literal('view_submission'),
    user: User,
    team: Team,
    view: z.looseObject({
      private_metadata: z.string().max(3_000),
      state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }),
    }),
  }),
])

export interface PressRules {
  readonly workspace: string
  readonly people: SlackPeople
  readonly api: SlackApi
}

const NOTHING: Inbound = { type: 'nothing', body: null }

/** A decision, of a form body that Slack signed. What isn't one of ours is nothing. */
export async function readPress(bytes: Uint8Array, rules: PressRules, signal: AbortSignal): Promise<Inbound> {
  const text = new URLSearchParams(Buffer.from(bytes).toString('utf8')).get('payload') ?? ''
  const payload = Payload.safeParse(jsonIn(text)).data
  if (!payload || payload.team.id !== rules.workspace) return NOTHING
  const { id: user } = payload.user
  if (payload.type === 'view_submission') {
    const { channel, ...value } = ViewValue.safeParse(jsonIn(payload.view.private_metadata)).data ?? {}
    const shown = ButtonValue.safeParse(value).data
    if (!shown) return NOTHING
    const { reason, note } = saidIn(payload.view.state.values)
    return await pressBy(
      { user, channel: channel ?? user },
      { ...idsOf(shown), decision: 'reject', reason, note, typed: [] },
      rules,
      signal,
    )
  }
  const [action] = payload.actions
  const shown = ButtonValue.safeParse(jsonIn(action?.value ?? '')).data
  const channel = payload.channel?.id ?? user
  if (!shown) return NOTHING
  switch (action?.action_id) {
    case ACTIONS.approve:
      return await pressBy(
        { user, channel },
        { ...idsOf(shown), decision: 'approve', reason: null, note: null, typed: [] },
        rules,
        signal,
      )
    case ACTIONS.notMeant:
      return await pressBy(
        { user, channel },
        { ...idsOf(shown), decision: 'reject', reason: NOT_MEANT, note: null, typed: [] },
        rules,
        signal,
      )
    case ACTIONS.reject:
      // Slack takes the window within three seconds of the press, and it decides nothing.
      await callSlack(
        rules.api,
        'views.open',
        { trigger_id: payload.trigger_id ?? '', view: rejectView(shown, channel) },
        signal,
      )
      return NOTHING
    default:
      return NOTHING
  }
}

const ViewValue = ButtonValue.extend({ channel: z.string() })

async function pressBy(
  { user, channel }: { readonly user: string; readonly channel: string },
  decision: PressedDecision,
  { people, api }: PressRules,
  signal: AbortSignal,
): Promise<Inbound> {
  return {
    type: 'press',
    ...decision,
    sender: await people.sender(user, signal),
    reply: {
      by: 'message',
      tell: async (text, options) => {
        await callSlack(api, 'chat.postEphemeral', { channel, user, text }, options.signal)
      },
    },
  }
}

function idsOf({ planId, digest }: z.infer<typeof ButtonValue>): Pick<PressedDecision, 'digest' | 'planId'> {
  return { planId, digest }
}

const Chosen = z.looseObject({ selected_option: z.looseObject({ value: z.string().max(100) }).nullable() })
const Noted = z.looseObject({ value: z.string().max(2_000).nullable() })

function saidIn(
  values: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Pick<PressedDecision, 'note' | 'reason'> {
  const reason = Chosen.safeParse(values['reason']?.['reason']).data?.selected_option?.value ?? null
  return { reason, note: Noted.safeParse(values['note']?.['note']).data?.value ?? null }
}

function jsonIn(text: string): unknown {
  const parsed = parseStrictJson(text)
  return parsed.ok ? parsed.value : null
}
