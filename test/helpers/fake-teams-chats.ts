import { z } from 'zod'

/** Whose chats are asked for: our app's, in its directory. */
interface Ours {
  readonly bot: string
  readonly directory: string
}

/**
 * With whom a chat is to be opened (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference),
 * or what is wrong with how that was asked.
 */
export function askedChat(
  asked: unknown,
  { bot, directory }: Ours,
): { readonly user: string } | { readonly wrong: string } {
  const parsed = z
    .strictObject({
      isGroup: z.literal(false),
      bot: z.strictObject({ id: z.literal(bot) }),
      members: z.tuple([z.strictObject({ id: z.string() })]),
      tenantId: z.literal(directory),
      channelData: z.strictObject({ tenant: z.strictObject({ id: z.literal(directory) }) }),
    })
    .safeParse(asked)
  return parsed.success ? { user: parsed.data.members[0].id } : { wrong: parsed.error.message }
}
