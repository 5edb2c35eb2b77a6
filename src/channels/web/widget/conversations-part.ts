import { conversationTexts } from '#cards/texts/conversation-texts.ts'

// What a person needs who looks for another of their conversations.
export { ConversationList } from './conversation-list.ts'
export { CONVERSATION_STYLES as STYLES } from './conversation-list-styles.ts'

export const TEXTS = [['conversations', conversationTexts]] as const
