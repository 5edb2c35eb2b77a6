/** What is learned of a sentence: that it asks for a deed; that it does something else with one; that it does neither. */
export const LEARNED_ACTS = ['ask', 'against', 'beside'] as const
export type LearnedAct = (typeof LEARNED_ACTS)[number]
