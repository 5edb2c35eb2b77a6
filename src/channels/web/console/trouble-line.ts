import { consoleTexts } from '../../console-texts.ts'
import { h, type Description } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'

/** That something went wrong, above what was there before, and a way to look again. */
export function troubleLine(said: Description, look: () => void): Description {
  return h(
    'div',
    { class: 'trouble-line', role: 'alert', key: 'trouble' },
    icon('warn'),
    said,
    h('button', { class: 'link', type: 'button', on: { click: look } }, consoleTexts.tryAgain),
  )
}
