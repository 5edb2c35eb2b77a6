import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import { parseStrictJson } from '#core/strict-json.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import type { Inbound, OfferedLink, PressedDecision, SeenPlan } from '../contract.ts'
import { NOT_MEANT } from '#cards/drawing/not-meant.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { readAnswerPrivately } from './private-answer.ts'
import { callSlack, type SlackApi } from './api.ts'
import { answerToEdit, EDIT_VIEW, editView, toldView, typedIn } from './edit-view.ts'
import { REJECT_VIEW, rejectView } from './modal.ts'
import { readQuickReply } from './quick-replies.ts'
import { escaped } from './message-text.ts'
import type { SlackWorkspace, SlackWorkspaces } from './workspaces.ts'

/** What a button of a card holds: which plan, and exactly which one of it. Whoever presses is asked who they are all the same. */
export const ButtonValue = z.strictObject({
  planId: z.uuid(),
  digest: z.string().min(1).max(200),
  reasons: z.array(z.string().max(75)).max(20).optional(),
  /** Of the window that says why not. */
  language: z.string().max(20).optional(),
})

/** The buttons of a card, by their action. */
export const ACTIONS = {
  approve: 'parley-approve',
  'not-meant': 'parley-not-meant',
  edit: 'parley-edit',
  link: 'parley-link',
  reject: 'parley-reject',
} as const

const User = z.looseObject({ id: z.string().regex(/^[A-Z0-9]{1,40}$/) })
const Team = z.looseObject({ id: z.string() })

/** What Slack sends of buttons and windows (https://docs.slack.dev/interactivity/handling-user-interaction). */
const Payload = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('block_actions'),
    user: User,
    team: Team,
    channel: z.looseObject({ id: z.string() }).optional(),
    container: z.looseObject({ message_ts: z.string().max(30), thread_ts: z.string().max(30).optional() }).optional(),
    message: z.looseObject({ text: z.string().default(''), blocks: z.array(JsonObject).max(100) }).optional(),
    trigger_id: z.string().max(300).optional(),
    actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().max(2_000).optional() })).min(1),
  }),
  z.looseObject({
    type: z.literal('view_submission'),
    user: User,
    team: Team,
    view: z.looseObject({
      callback_id: z.string(),
      private_metadata: z.string().max(3_000),
      state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }),
    }),
  }),
])

export interface PressRules {
  readonly workspaces: SlackWorkspaces
}

const NOTHING: Inbound = { type: 'nothing', body: null }

/** A decision, of a form body that Slack signed. What isn't one of ours is nothing. */
export async function readPress(bytes: Uint8Array, rules: PressRules, signal: AbortSignal): Promise<Inbound> {
  const text = new URLSearchParams(Buffer.from(bytes).toString('utf8')).get('payload') ?? ''
  return await readPressed(jsonIn(text), rules, signal)
}

/** The same, of what Slack vouches for, whichever way it came. */
export async function readPressed(given: unknown, rules: PressRules, signal: AbortSignal): Promise<Inbound> {
  const payload = Payload.safeParse(given).data
  const workspace = payload ? await rules.workspaces.of(payload.team.id) : null
  if (!payload || workspace === null) return NOTHING
  return payload.type === 'view_submission'
    ? await readWindow(payload, workspace, signal)
    : ((await readQuickReply(payload, workspace, signal)) ??
        (await readAnswerPrivately(payload, workspace, signal)) ??
        (await readButton(payload, workspace, signal)))
}

async function readWindow(
  { user: { id: user }, view }: Extract<z.infer<typeof Payload>, { type: 'view_submission' }>,
  rules: SlackWorkspace,
  signal: AbortSignal,
): Promise<Inbound> {
  const { channel, ...value } = ViewValue.safeParse(jsonIn(view.private_metadata)).data ?? {}
  const shown = ButtonValue.safeParse(value).data
  if (!shown) return NOTHING
  const by = { user, channel: channel ?? user }
  const decision = { ...idsOf(shown), reason: null, note: null, typed: [] }
  switch (view.callback_id) {
    case REJECT_VIEW:
      return await pressBy(by, { ...decision, decision: 'reject', ...saidIn(view.state.values) }, rules, signal)
    case EDIT_VIEW: {
      const edit: PressedDecision = { ...decision, decision: 'edit', typed: typedIn(view.state.values) }
      const sender = await rules.people.sender(user, signal)
      return { type: 'press', ...edit, sender, reply: { by: 'answer', draw: answerToEdit } }
    }
    default:
      return NOTHING
  }
}

async function readButton(
  {
    user: { id: user },
    channel: { id: channel } = { id: user },
    trigger_id: trigger = '',
    actions: [action],
  }: Extract<z.infer<typeof Payload>, { type: 'block_actions' }>,
  rules: SlackWorkspace,
  signal: AbortSignal,
): Promise<Inbound> {
  const shown = ButtonValue.safeParse(jsonIn(action?.value ?? '')).data
  if (!shown) return NOTHING
  const decision = { ...idsOf(shown), reason: null, note: null, typed: [] }
  const by = { user, channel }
  switch (action?.action_id) {
    case ACTIONS.approve:
      return await pressBy(by, { ...decision, decision: 'approve' }, rules, signal)
    case ACTIONS['not-meant']:
      return await pressBy(by, { ...decision, decision: 'reject', reason: NOT_MEANT }, rules, signal)
    case ACTIONS.edit:
      return {
        type: 'look',
        planId: shown.planId,
        sender: await rules.people.sender(user, signal),
        show: (seen, options) => openEdit(seen, { ...by, trigger, digest: shown.digest }, rules.api, options.signal),
      }
    case ACTIONS.link:
      return {
        type: 'link',
        sender: await rules.people.sender(user, signal),
        answer: (offered, options) => tellLink(offered, by, rules.api, options.signal),
      }
    case ACTIONS.reject:
      // Slack takes the window within three seconds of the press, and it decides nothing.
      await callSlack(rules.api, 'views.open', { trigger_id: trigger, view: rejectView(shown, channel) }, signal)
      return NOTHING
    default:
      return NOTHING
  }
}

/** Tells somebody alone where they link their account. */
export async function tellLink(
  { url, text }: OfferedLink,
  { user, channel }: By,
  api: SlackApi,
  signal: AbortSignal,
): Promise<JsonObject> {
  const shown = url === null ? escaped(text) : `${escaped(text)} <${url}|${texts.linkIt}>`
  await callSlack(api, 'chat.postEphemeral', { channel, user, text: shown, unfurl_links: false }, signal)
  return {}
}

/** Opens the window with the plan's fields as whoever pressed may change them; a window that says why where there are none. */
async function openEdit(
  { plan, link }: SeenPlan,
  { user, channel, trigger, digest }: By & { readonly trigger: string; readonly digest: string },
  api: SlackApi,
  signal: AbortSignal,
): Promise<JsonObject> {
  const isShown = plan?.digest === digest
  const fields = isShown ? editView(plan, channel) : null
  const language = plan?.language ?? 'en'
  const why = inLanguage(language, () => (isShown ? texts.notEdited : texts.changedMeanwhile))
  const view = fields ?? inLanguage(language, () => toldView(plan === null ? texts.notYours : why, plan && link))
  const opened = await callSlack(api, 'views.open', { trigger_id: trigger, view }, signal)
  // The press has its three seconds behind it, as when Slack itself was slow.
  if (!opened.ok) await callSlack(api, 'chat.postEphemeral', { channel, user, text: texts.tooLate }, signal)
  return {}
}

const ViewValue = ButtonValue.extend({ channel: z.string() })

interface By {
  readonly user: string
  readonly channel: string
}

async function pressBy(
  { user, channel }: By,
  decision: PressedDecision,
  { people, api }: SlackWorkspace,
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
