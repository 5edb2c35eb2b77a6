/** `GERMAN_MESSAGES` of what came of a request's steps. */
export const GERMAN_OUTCOME_MESSAGES = {
  'There was nothing to do.': 'Es gab nichts zu tun.',
  'Done.': 'Erledigt.',
  'I tried “{title}” first: {why}.': 'Zuerst habe ich „{title}“ versucht: {why}.',
  'This is what came of it:': 'Das ist daraus geworden:',
  'the tool answered {words}': 'das Werkzeug hat {words} geantwortet',
  'the tool answered with {what}': 'das Werkzeug hat {what} zurückgegeben',
  'it was done, and what the tool gave back can’t be used':
    'es wurde getan, und was das Werkzeug zurückgegeben hat, ist nicht verwendbar',
  'an empty text': 'einen leeren Text',
  'a link': 'einen Link',
  'a picture': 'ein Bild',
  'a recording': 'eine Tonaufnahme',
  'a file': 'eine Datei',
  'something that can’t be shown here': 'etwas, das hier nicht gezeigt werden kann',
  'nothing that can be used came back from step {step}': 'aus Schritt {step} kam nichts Verwendbares zurück',
  'no number came back from step {step}': 'aus Schritt {step} kam keine Nummer zurück',
  'no “{name}” came back from step {step}': 'aus Schritt {step} kam kein „{name}“ zurück',
  'what its tool says it takes or gives can’t be used, which the people who run this have to mend':
    'was sein Werkzeug zu nehmen oder zu geben angibt, ist nicht verwendbar; das muss in Ordnung bringen, wer das hier betreibt',
  'Its tool’s answer doesn’t say whether this was done:': 'Die Antwort des Werkzeugs sagt nicht, ob das getan wurde:',
  'By what its tool answered, this wasn’t done:': 'Nach dem, was das Werkzeug geantwortet hat, wurde das nicht getan:',
  'By what its tool answered, more is needed before this is done:':
    'Nach dem, was das Werkzeug geantwortet hat, fehlt noch etwas, bevor das getan ist:',
} as const
