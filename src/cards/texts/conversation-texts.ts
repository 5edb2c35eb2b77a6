import { plural } from './plan-texts.ts'

/** The words of a person's list of conversations, and of one as a file. */
export const conversationTexts = {
  title: 'Your conversations',
  back: 'Back to the conversation',
  new: 'New conversation',
  find: 'Find by words',
  none: 'You have no conversations yet.',
  noneFound: (words: string) => `Nothing was found for “${words}”.`,
  more: 'Show earlier ones',
  notRead: 'Your conversations could not be loaded.',
  here: 'open now',
  acts: (title: string) => `Save or delete “${title}”`,
  waitsFor: {
    you: 'Waits for your answer',
    others: 'Waits for somebody else',
    person: 'Waits for a person',
  },
  personWrites: (name: string) => `${name} has it`,
  working: 'Being worked on',
  unread: (count: number) => plural(count, '1 new answer', `${count} new answers`),
  saveText: 'Save as text',
  saveJson: 'Save as JSON',
  delete: 'Delete…',
  deleteSure: 'Delete this conversation?',
  deleteMeans:
    'It goes from all your devices. What waits in it is withdrawn. What was said is erased, except what led to a plan: that is kept as evidence of it.',
  deleteNow: 'Delete',
  keep: 'Keep it',
  deleted: 'The conversation is deleted.',
  deletedBut: (plans: number) =>
    `The conversation is deleted. ${plural(plans, 'The evidence of 1 plan is kept.', `The evidence of ${plans} plans is kept.`)}`,
  planStatus: {
    waiting: 'waits for an answer',
    applying: 'under way',
    done: 'done',
    failed: 'failed',
    refused: 'not allowed',
    rejected: 'rejected',
    expired: 'expired',
    stale: 'no longer fits',
    cancelled: 'withdrawn',
    unknown: 'outcome not known',
    making: 'being prepared',
  },
} as const
