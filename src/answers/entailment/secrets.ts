import type { Check } from './complaint.ts'

/** Who asks for a password, or says that a session ended, speaks of nothing that stands in a document, unless it does. */
export const asksForNoSecret: Check = ({ text }, { quotes }) => {
  const source = quotes.join('\n').toLowerCase()
  for (const [found] of text.toLowerCase().matchAll(SECRETS)) {
    if (!source.includes(found.slice(0, Math.max(4, found.length - 3)))) return { code: 'secret', at: found }
  }
  return null
}

const SECRETS = new RegExp(
  String.raw`(?<!\p{L})(?:${[
    'passwor[dt]\\p{L}*|passcodes?|passphrase|kennw[oö]rt\\p{L}*|zugangsdaten|credentials?',
    'pins?|tans?|cvv|cvc|iban|ssn|one-time codes?|security codes?|verification codes?|sicherheitscodes?',
    '(?:credit |debit |bank |kredit)?(?:card numbers?|cards?|karten?(?:nummer)?)(?=\\W)|bank (?:login|details)|bankdaten',
    'log ?ins?|logged? ?in|log in|sign(?:ed)? ?in|einloggen|anmelden|anmeldung',
    'passports?|reisepass|identity|identit(?:y|ät)|verify|verifizier\\p{L}*',
    'sessions?|sitzung|time[ds]? ?out|expired?|abgelaufen|locked|gesperrt',
  ].join('|')})(?!\p{L})`,
  'gu',
)
