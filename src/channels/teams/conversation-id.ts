/** A conversation in Teams (conversation reference): its service's URL and its id there. */
export interface TeamsConversation {
  /** As a token vouched for it, with a slash at the end. */
  readonly serviceUrl: string
  /** The service's name; of a thread in a channel its first message is part of it. */
  readonly conversation: string
  /** Who alone reads there beside us, by the service's name for them; null where several people do. */
  readonly user: string | null
}

/** The conversation's id in the inbox. */
export function conversationId({ serviceUrl, conversation, user }: TeamsConversation): string {
  return [serviceUrl, conversation, user ?? ''].join(' ')
}

export function parseConversationId(name: string): TeamsConversation {
  const [serviceUrl = '', conversation = '', user = ''] = name.split(' ')
  // Behind the bar, whose it went on as.
  const [whose = ''] = user.split('|', 1)
  return { serviceUrl, conversation, user: whose === '' ? null : whose }
}

/** The conversation's id without its thread: the channel or chat that it is in. */
export function withoutThread(conversation: string): string {
  return conversation.split(';', 1)[0] ?? conversation
}

/** Whether messages are sent there: an address that the operator's list of hosts has, and one that can be one. */
export function isServiceUrl(
  text: string,
  { hosts, allowPrivate }: { readonly hosts: readonly string[]; readonly allowPrivate: boolean },
): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false
  const { protocol, host, username, password, search, hash } = new URL(text)
  const isPlain = username === '' && password === '' && search === '' && hash === ''
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && allowPrivate)) && hosts.includes(host)
}
