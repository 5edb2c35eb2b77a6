/** `GERMAN_MESSAGES` of answers, and of who takes over. */
export const GERMAN_ANSWER_MESSAGES = {
  'In my own words: {text}': 'In meinen eigenen Worten: {text}',
  'I can’t say for sure. The nearest place says:': 'Sicher kann ich es nicht sagen. Am nächsten kommt diese Stelle:',
  'I can’t say for sure. Our documents are in {language}. The nearest place says:':
    'Sicher kann ich es nicht sagen. Unsere Unterlagen sind auf {language}. Am nächsten kommt diese Stelle:',
  'Two things could be meant. Which one?': 'Zweierlei kann gemeint sein. Was davon?',
  'Several things could be meant. Which one?': 'Mehreres kann gemeint sein. Was davon?',
  'I don’t know. It’s not in our documents.': 'Das weiß ich nicht. Es steht nicht in unseren Unterlagen.',
  'The closest are {titles}.': 'Am nächsten kommen {titles}.',
  'If you’d rather ask a person, say so, and I pass it on to a {role}.':
    'Wenn Sie lieber einen Menschen fragen möchten, sagen Sie es, dann gebe ich es weiter an: {role}.',
  'Our documents don’t agree on this. The newest comes first:':
    'Unsere Unterlagen sind sich darin nicht einig. Das Neueste steht zuerst:',
  'Our documents may not agree on this. The newest comes first:':
    'Unsere Unterlagen sind sich darin vielleicht nicht einig. Das Neueste steht zuerst:',
  'added {day}': 'hinzugefügt am {day}',
  'I can do several things like that. Which one?': 'Ich kann mehreres, was dazu passt. Was davon soll es sein?',
  'I can’t pass this on to a person here. I can look things up and follow set procedures.':
    'Ich kann das hier nicht an einen Menschen weitergeben. Ich kann nachsehen und festen Verfahren folgen.',
  'A {role} will take this from here.': 'Ab hier übernimmt: {role}.',
  'I’ve kept this for a {role}, but nobody here is one yet, so I can’t say when you will hear from somebody. Meanwhile I go on here. Say “never mind”, and nobody has to come.':
    'Ich habe das aufgehoben für: {role}. Diese Rolle hat hier noch niemand, deshalb kann ich nicht sagen, wann sich jemand meldet. Bis dahin mache ich hier weiter. Sagen Sie „hat sich erledigt“, dann muss niemand kommen.',
  'This conversation waits for a {role}. Until somebody takes it I go on here. Say “never mind”, and nobody has to come.':
    'Dieses Gespräch wartet auf: {role}. Bis jemand es übernimmt, mache ich hier weiter. Sagen Sie „hat sich erledigt“, dann muss niemand kommen.',
  'A person has taken this conversation, so I began nothing. Nothing was done.':
    'Ein Mensch hat dieses Gespräch übernommen, deshalb habe ich nichts begonnen. Es wurde nichts getan.',
  '{name} is here now and reads what you write. I begin nothing here until it is handed back to me.':
    '{name} ist jetzt hier und liest, was Sie schreiben. Bis es an mich zurückgegeben ist, beginne ich hier nichts.',
  'All right, nobody has to come. I’m with you again.':
    'In Ordnung, es muss niemand kommen. Ich bin wieder für Sie da.',
  'What you write here waits for a {role}, too.': 'Was Sie hier schreiben, wartet ebenfalls auf: {role}.',
  'You wrote again, so this was stopped; nothing was done.':
    'Sie haben noch einmal geschrieben, deshalb wurde das angehalten; es wurde nichts getan.',
  'You wrote again, so this was stopped. What was done before stays done; nothing more was.':
    'Sie haben noch einmal geschrieben, deshalb wurde das angehalten. Was vorher getan wurde, bleibt getan; mehr wurde nicht getan.',
  'This is answered with what you wrote next.': 'Das wird zusammen mit Ihrer nächsten Nachricht beantwortet.',
  'Something on our side went wrong three times, so I stopped. Please ask again, or ask for a person.':
    'Bei uns ist dreimal etwas schiefgegangen, deshalb habe ich aufgehört. Bitte fragen Sie noch einmal oder fragen Sie nach einem Menschen.',
  'Something on our side went wrong three times, so I stopped. A step had begun, and I can’t say whether it happened: a person will find out. Please don’t ask for it again meanwhile.':
    'Bei uns ist dreimal etwas schiefgegangen, deshalb habe ich aufgehört. Ein Schritt hatte begonnen, und ich kann nicht sagen, ob er geschehen ist: Ein Mensch findet es heraus. Bitte fragen Sie bis dahin nicht noch einmal danach.',
  'Something on our side went wrong three times, so I stopped. Some of this may be done already: please don’t ask again for what was done, ask for a person.':
    'Bei uns ist dreimal etwas schiefgegangen, deshalb habe ich aufgehört. Ein Teil davon kann schon getan sein: Bitte fragen Sie nicht noch einmal nach dem, was getan wurde, sondern nach einem Menschen.',
  'Something on our side went wrong.': 'Bei uns ist etwas schiefgegangen.',
  'Hello.': 'Guten Tag.',
  'Here is what I found in {titles}.': 'Das habe ich in {titles} gefunden.',
  'Does that answer your question?': 'Beantwortet das Ihre Frage?',
  'In the words of our documents:': 'In den Worten unserer Unterlagen:',
  'Our documents say this in {language}. It stands there like this:':
    'Unsere Unterlagen sagen das nur in einer anderen Sprache ({language}). So steht es dort:',
  'Translated from {language}. The quotes are our documents’ own words.':
    'Übersetzt. Das Original der Zitate ist in dieser Sprache: {language}.',
  'I left out what I couldn’t find in our documents, and it may be what you asked for.':
    'Ich habe weggelassen, was ich in unseren Unterlagen nicht gefunden habe. Vielleicht war es das, wonach Sie gefragt haben.',
  'How this is done was changed by the people who run this while it waited. Nothing was done. Please ask for it again.':
    'Wie das getan wird, wurde von den Betreibern geändert, während es wartete. Es wurde nichts getan. Bitte fragen Sie noch einmal danach.',
} as const
