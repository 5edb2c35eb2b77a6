import { andList, grouped, planTexts, plural, roleName } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { ago } from '../browser/ago.ts'
import { stepRows } from '#cards/drawing/card-rows.ts'
import { act, button } from '../browser/card-button.ts'
import { valueList } from '../browser/card-steps.ts'
import { h } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import { shownPieces, shownText } from '../browser/shown-text.ts'

// What `more-part.ts` has of this script, so that both draw with the same words. `build.ts` leaves these files out of it.
const LENT: Readonly<Record<string, unknown>> = {
  'plan-texts.ts': { planTexts, andList, grouped, plural, roleName },
  'screen-texts.ts': { screenTexts },
  'ago.ts': { ago },
  'card-button.ts': { act, button },
  'card-rows.ts': { stepRows },
  'card-steps.ts': { valueList },
  'element.ts': { h },
  'icons.ts': { icon },
  'shown-text.ts': { shownPieces, shownText },
}

/** A file of this script, by the path that it is imported by. */
export function lent(path: string): unknown {
  return LENT[path.slice(path.lastIndexOf('/') + 1)]
}
