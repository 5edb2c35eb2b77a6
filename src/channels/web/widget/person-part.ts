import { personTexts } from '#cards/texts/person-texts.ts'

// What a conversation needs when a person is asked for, and while one has it.
export { PresenceTeller } from '../browser/presence-teller.ts'
export { PERSON_STYLES as STYLES, personPanel } from './person-panel.ts'

export const TEXTS = [['person', personTexts]] as const
