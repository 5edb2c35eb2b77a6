import type { ActLanguage } from './act-language.ts'

const REST = '...!<spoken_of>|please|bitte|und|oder|aber <modal_you>|werden|werdet|wirst|sollten <you>'
const NO_CLAUSE = '!ich|wir|er|es'

/** "Nur mit Beleg könnten Sie": a condition that stands before its verb. */
export const ONLY_WITH = `^ nur|erst|frühestens|höchstens|allenfalls <before_wh>|am|im|vom|beim|zum|zur ${REST}`

/** What stands before "könnten Sie" in German and takes the verb for itself, so that it asks for no deed. */
export const GERMAN_QUESTIONS = {
  inverted: `^ <wh>|<asked_which>|inwiefern|inwieweit|wodurch|woran|worauf ${NO_CLAUSE} ${REST}
    <before_wh> <wh>|<asked_which> ${NO_CLAUSE} ${REST}
    # wann|warum|wieso|weshalb|wie|wo|wohin|bis_wann|ab_wann ${NO_CLAUSE} ${REST}`,
  fronted: `^ <before_wh> gar? kein|keine|keinen|keinem|keiner|keinerlei fall|fälle|fällen|umstand|umständen|weise|zeitpunkt|preis|bedingung|bedingungen|situation ${REST}
    ${ONLY_WITH}
    ^ auf|unter|in gar? keinen|keinem|keinerlei fall|fälle|umständen möchte|will|würde|brauche|wünsche ich|wir
    ^ selten|kaum <modal_you> <you>`,
  asksYou: `^ <modal_you> <you>`,
} satisfies Partial<ActLanguage>
