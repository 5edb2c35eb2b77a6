/** A conversation in a Slack workspace: a channel, a thread of one, or a direct message. */
export interface SlackConversation {
  readonly team: string
  readonly channel: string
  /** The message that a thread is under; null for a direct message outside of one. */
  readonly thread: string | null
}

/** The conversation's id in the inbox. */
export function conversationId({ team, channel, thread }: SlackConversation): string {
  return [team, channel, thread ?? ''].join('/')
}

export function parseConversationId(conversation: string): SlackConversation {
  // Behind the bar, whose it went on as.
  const [place = ''] = conversation.split('|', 1)
  const [team = '', channel = '', thread = ''] = place.split('/')
  return { team, channel, thread: thread === '' ? null : thread }
}

/** Whether one person alone reads there beside us: a direct message. */
export function isDirect({ channel }: Pick<SlackConversation, 'channel'>): boolean {
  return channel.startsWith('D')
}

/** What the outbox calls a message of ours there. */
export function postedAs(channel: string, ts: string): string {
  return `${channel}/${ts}`
}

export function postedIn(as: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = as.split('/')
  return { channel, ts }
}
