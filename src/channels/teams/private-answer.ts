import { z } from 'zod'
import type { SharedPlaceQuestion } from '../inbound/shared-place-question.ts'
import type { Inbound } from '../contract.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import type { Connector } from './connector.ts'
import { message } from './invoke-answer.ts'
import type { TeamsPeople, TeamsUser } from './people.ts'
import { conversationId, type TeamsConversation } from './conversation-id.ts'
import { VERBS } from './verbs.ts'

export interface PrivateAnswerRules {
  readonly people: TeamsPeople
  readonly connector: Connector
  /** The one directory whose conversations are taken. */
  readonly directory: string
}

interface PressedBy {
  readonly user: TeamsUser
  readonly place: TeamsConversation
  readonly app: string
  readonly on: string
}

const Opened = z.looseObject({ id: z.string().regex(/^[\x21-\x7e]{1,400}$/) })

/**
 * What somebody asked where others read it, as their message in their chat with the app, which is opened where there is none
 * yet (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages). The words are
 * theirs: the service says who presses, and nobody else's count.
 */
export async function askInPrivateChat(
  asked: SharedPlaceQuestion,
  { user, place, app, on }: PressedBy,
  { people, connector, directory }: PrivateAnswerRules,
  signal: AbortSignal,
): Promise<Inbound> {
  if (asked.user !== user.id) return { type: 'nothing', body: message(texts.notTheirs) }
  const body = {
    isGroup: false,
    bot: { id: app },
    members: [{ id: user.id }],
    tenantId: directory,
    channelData: { tenant: { id: directory } },
  }
  const url = `${place.serviceUrl}v3/conversations`
  const opened = await connector({ method: 'POST', url, body }, signal)
  const chat = opened.ok ? Opened.safeParse(opened.body).data : undefined
  // Whoever hasn't the app can have no chat with it.
  if (!chat) return { type: 'nothing', body: message(texts.writeAlone) }
  const own = { serviceUrl: place.serviceUrl, conversation: chat.id, user: user.id }
  return {
    type: 'message',
    conversation: conversationId(own),
    message: `${on}:${VERBS.alone}`,
    isOnePersons: true,
    sender: await people.sender(user, own, signal),
    text: asked.text,
    answer: message(texts.answeredAlone),
  }
}
