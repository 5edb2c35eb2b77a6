import * as citationPlace from '#cards/drawing/citation-place.ts'
import * as clockText from '#cards/drawing/clock-text.ts'
import * as visibleText from '#cards/drawing/visible-text.ts'
import { grouped, plural, roleName } from '#cards/texts/plan-texts.ts'
import * as screenTexts from '#cards/texts/screen-texts.ts'
import * as spokenLanguage from '#cards/texts/spoken-language.ts'
import * as threadTexts from '#cards/texts/thread-texts.ts'
import * as errors from '#core/errors.ts'
import * as activeRun from '../browser/active-run.ts'
import * as client from '../browser/client.ts'
import * as element from '../browser/element.ts'
import * as icons from '../browser/icons.ts'
import * as shownText from '../browser/shown-text.ts'

/**
 * What the parts that are loaded later have of this script, so that all draw with the same words; `build.ts` leaves these
 * files out of them.
 */
export const LENT: Readonly<Record<string, unknown>> = {
  'active-run.ts': activeRun,
  'citation-place.ts': citationPlace,
  'client.ts': client,
  'clock-text.ts': clockText,
  'element.ts': element,
  'errors.ts': errors,
  'icons.ts': icons,
  // Its texts come with a card.
  'plan-texts.ts': { grouped, plural, roleName },
  'screen-texts.ts': screenTexts,
  'shown-text.ts': shownText,
  'spoken-language.ts': spokenLanguage,
  'thread-texts.ts': threadTexts,
  'visible-text.ts': visibleText,
}
