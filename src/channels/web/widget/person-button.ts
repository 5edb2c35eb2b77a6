import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'

/** The button that shows who can be asked for. */
export function personButton(isOpen: boolean, press: () => void): Child {
  const attributes = { key: 'person', type: 'button', class: 'b ask', 'aria-expanded': String(isOpen) }
  return h('button', { ...attributes, on: { click: press } }, icon('person'), screenTexts.chat.talkToPerson)
}
