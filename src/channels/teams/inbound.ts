import { z } from 'zod'
import { keptQuestion } from '../inbound/shared-place-question.ts'
import type { Inbound, InboundLink, RawDelivery, ReadOptions, Welcome } from '../contract.ts'
import { fileTexts } from '../inbound/file-texts.ts'
import { signatureInvalid } from '../inbound/signature-errors.ts'
import { parseInput } from '../web/parse-input.ts'
import { parseBody } from '../web/read-body.ts'
import type { TeamsUser } from './people.ts'
import { asksForAccountLink } from '../inbound/account-link-offer.ts'
import { filesIn } from './files.ts'
import { linkCard } from './link-card.ts'
import { activitiesOf, activityOf } from './outbound.ts'
import { conversationId, isServiceUrl, type TeamsConversation } from './conversation-id.ts'
import { readPress, type PressRules } from './press.ts'
import { verifyToken, type TokenRules } from './token.ts'
import { plainMessageText } from './message-text.ts'
import { texts } from '#cards/texts/texts.ts'
import { cardAround, type TeamsCard } from './card.ts'
import { textBlocks } from './elements.ts'

/** A name that the service gives; none has a space. */
const Name = z.string().regex(/^[\x21-\x7e]{1,400}$/)
const ObjectId = z
  .string()
  .regex(/^[0-9a-f-]{36}$/i)
  .transform((id) => id.toLowerCase())

const Attachment = z.looseObject({
  contentType: z.string().max(300),
  content: z.unknown().optional(),
  name: z.string().max(500).optional(),
})
const Member = z.looseObject({ id: z.string().max(400) })
const Mention = z.looseObject({ type: z.literal('mention'), mentioned: z.looseObject({ id: z.string() }) })

/** What the service sends (https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md). Keys beyond these are left alone. */
const Activity = z.looseObject({
  type: z.string().max(100),
  id: Name.optional(),
  channelId: z.string().max(100),
  serviceUrl: z.string().max(500),
  from: z.looseObject({ id: Name, name: z.string().max(500).optional(), aadObjectId: ObjectId.optional() }),
  recipient: z.looseObject({ id: Name, name: z.string().max(500).optional() }).optional(),
  conversation: z.looseObject({
    id: Name,
    conversationType: z.string().max(40).optional(),
    tenantId: z.string().max(100).optional(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().max(100) }).optional() }).optional(),
  text: z.string().max(100_000).default(''),
  attachments: z.array(Attachment).max(100).default([]),
  entities: z.array(z.unknown()).max(1_000).default([]),
  membersAdded: z.array(Member).max(1_000).default([]),
  name: z.string().max(200).optional(),
  replyToId: Name.optional(),
  value: z.unknown().optional(),
})
type Activity = z.infer<typeof Activity>

export interface InboundRules extends PressRules, TokenRules {
  /** The hosts that answers may be sent to. */
  readonly hosts: readonly string[]
  readonly allowPrivate: boolean
}

const NOTHING: Inbound = { type: 'nothing', body: null }

/** What a request says, once its token is good and vouches for where it says that it comes from. Throws as `Channel.read` does. */
export async function readTeamsRequest(
  { headers, body, at }: RawDelivery,
  rules: InboundRules,
  options: ReadOptions,
): Promise<Inbound> {
  const { signal } = options
  const vouched = await verifyToken(headers['authorization'], at, rules)
  const activity = parseInput('body', Activity, parseBody(body))
  const isVouchedFor =
    activity.channelId === 'msteams' &&
    vouched.endorsements.includes('msteams') &&
    withSlash(vouched.serviceUrl) === withSlash(activity.serviceUrl) &&
    isServiceUrl(activity.serviceUrl, rules)
  if (!isVouchedFor) throw signatureInvalid()
  // Our app may be in other directories, too; this entry is for one of them.
  if (!directoriesOf(activity).every((id) => id === rules.directory)) return NOTHING
  switch (activity.type) {
    case 'message':
      return await messageIn(activity, rules, options)
    case 'conversationUpdate':
      return welcomeIn(activity, rules)
    case 'invoke':
      return await readPress(
        {
          name: activity.name ?? '',
          value: activity.value,
          user: userOf(activity),
          place: placeIn(activity),
          app: activity.recipient?.id ?? '',
          on: activity.replyToId ?? '',
        },
        rules,
        signal,
      )
    // Who came and went, what was edited, and what else the service tells.
    default:
      return NOTHING
  }
}

async function messageIn(
  activity: Activity,
  { people, connector, allowPrivate }: InboundRules,
  { signal, readFile }: ReadOptions,
): Promise<Inbound> {
  const { id, recipient, text, attachments } = activity
  const place = placeIn(activity)
  const isOwn = place.user !== null
  // What is said among others without naming us isn't for us, and of what has no name nobody knows whether it came before.
  if (id === undefined || (!isOwn && !isNamed(activity))) return NOTHING
  const files = await fileTexts(filesIn(attachments, { allowPrivate, signal }), { readFile })
  const shared = [...sharedIn(attachments), ...files]
  const words = plainMessageText({ text, html: htmlIn(attachments), shared }, recipient?.name ?? '')
  const sender = isOwn ? await people.sender(userOf(activity), place, signal) : people.place(place)
  if (sender.account !== null && asksForAccountLink(words)) {
    const url = activitiesOf(place)
    const answer: InboundLink['answer'] = async (offered, options) => {
      await connector({ method: 'POST', url, body: activityOf(linkCard(offered)) }, options.signal)
      return {}
    }
    return { type: 'link', sender, answer }
  }
  return {
    type: 'message',
    conversation: conversationId(place),
    message: id,
    isOnePersons: isOwn,
    sender,
    text: words,
    ...(isOwn ? {} : { reply: keptQuestion({ user: userOf(activity).id, text: words }) }),
  }
}

// Of a chat that one person has with the app: among others a greeting would be read by everybody.
function welcomeIn(activity: Activity, { connector }: InboundRules): Inbound {
  const place = placeIn(activity)
  const isOurs = activity.membersAdded.some(({ id }) => id === activity.recipient?.id)
  if (!isOurs || activity.conversation.conversationType !== 'personal') return NOTHING
  return {
    type: 'welcome',
    conversation: conversationId(place),
    greet: async (welcome, options) => {
      const body = activityOf(welcomeCard(welcome))
      await connector({ method: 'POST', url: activitiesOf(place), body }, options.signal)
    },
  }
}

function placeIn({ serviceUrl, conversation, from }: Activity): TeamsConversation {
  const isOwn = conversation.conversationType === 'personal'
  return { serviceUrl: withSlash(serviceUrl), conversation: conversation.id, user: isOwn ? from.id : null }
}

function userOf({ from }: Activity): TeamsUser {
  const name = from.name?.trim() ?? ''
  return { id: from.id, objectId: from.aadObjectId ?? null, name: (name === '' ? from.id : name).slice(0, 200) }
}

// Of none nobody knows whose it is.
function directoriesOf({ conversation, channelData }: Activity): readonly string[] {
  const named = [conversation.tenantId, channelData?.tenant?.id].flatMap((id) => id?.toLowerCase() ?? [])
  return named.length === 0 ? [''] : named
}

function isNamed({ entities, recipient }: Activity): boolean {
  return entities.some((entity) => {
    const mention = Mention.safeParse(entity).data
    return mention !== undefined && mention.mentioned.id === recipient?.id
  })
}

function htmlIn(attachments: Activity['attachments']): string | null {
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content
  return typeof html === 'string' && html.trim() !== '' ? html : null
}

/** A message that somebody quotes or passes on, as far as Teams shows it. */
const Reference = z.looseObject({ messagePreview: z.string() })

function sharedIn(attachments: Activity['attachments']): readonly string[] {
  return attachments.flatMap(({ contentType, content }) => {
    if (!/^(?:forwardedM|m)essageReference$/u.test(contentType)) return []
    const given: unknown = typeof content === 'string' ? jsonIn(content) : content
    return Reference.safeParse(given).data?.messagePreview ?? []
  })
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}

/** What somebody is told first in their chat with the app. */
function welcomeCard({ greeting, suggestions }: Welcome): TeamsCard {
  const examples = suggestions.length === 0 ? [] : [texts.chat.suggestions, ...suggestions.map((each) => `- ${each}`)]
  const body = [...textBlocks(greeting), ...examples.flatMap((line) => textBlocks(line, { isSubtle: true }))]
  return { summary: greeting.slice(0, 200), card: cardAround(body, { fallbackText: greeting.slice(0, 300) }) }
}
