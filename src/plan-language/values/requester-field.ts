/** What a plan is told of whoever asks, as `requester` in its program. */
export const REQUESTER_FIELDS = ['id', 'name', 'email', 'roles'] as const
export type RequesterField = (typeof REQUESTER_FIELDS)[number]
