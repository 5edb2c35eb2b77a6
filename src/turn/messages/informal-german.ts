import type { GERMAN_MESSAGES } from './german.ts'

/** `GERMAN_MESSAGES` with "du": only what speaks to somebody differs. */
export const INFORMAL_GERMAN_MESSAGES: Partial<Record<keyof typeof GERMAN_MESSAGES, string>> = {
  'Ask again if you still need it.': 'Bitte frag noch einmal, wenn du es weiterhin brauchst.',
  'This is done in another way now and needs to know other things. Nothing was done. Please ask for it again.':
    'Das geht inzwischen anders und braucht andere Angaben. Es wurde nichts getan. Bitte sag es noch einmal.',
  'There was no yes from you in time.': 'Du hast nicht rechtzeitig zugestimmt.',
  'What did you mean?': 'Was hast du gemeint?',
  'You took this back.': 'Du hast das zurückgenommen.',
  'it needs the rights of who asked, and their sign-in has ended':
    'es braucht deine eigenen Rechte, und deine Anmeldung ist abgelaufen',
  'it needs the rights of who asked, and none were given':
    'es braucht deine eigenen Rechte, und ich habe keine bekommen',
  'I couldn’t look up what I needed just now. Nothing was done. Please try again in a little while.':
    'Ich konnte gerade nicht nachsehen, was ich brauche. Es wurde nichts getan. Bitte versuch es in einer Weile noch einmal.',
  'For this I act with your own rights, and your sign-in has ended. Nothing was done. Sign in again, then ask again.':
    'Dafür handle ich mit deinen eigenen Rechten, und deine Anmeldung ist abgelaufen. Es wurde nichts getan. Bitte melde dich neu an und frag dann noch einmal.',
  'For this I act with your own rights, and I was given none. Nothing was done. Please tell the people who run this.':
    'Dafür handle ich mit deinen eigenen Rechten, und ich habe keine bekommen. Es wurde nichts getan. Bitte sag dem Betreiber Bescheid.',
  'The model that reads texts for me doesn’t answer just now. Nothing was done. Please try again in a little while.':
    'Das Sprachmodell, das für mich Texte liest, antwortet gerade nicht. Es wurde nichts getan. Bitte versuch es in einer Weile noch einmal.',
  'I couldn’t tell what to do. Nothing was done. Please say it in other words.':
    'Ich habe nicht verstanden, was ich tun soll. Es wurde nichts getan. Bitte sag es in anderen Worten.',
  'You can try again later.': 'Du kannst es später noch einmal versuchen.',
  'If you ask for a person, a {role} will take it from here.': 'Wenn du nach einem Menschen fragst, übernimmt: {role}.',
  'If you ask for a person, I pass it on to a {role}.':
    'Wenn du nach einem Menschen fragst, gebe ich es weiter an: {role}.',
  'A step touches something that isn’t yours': 'Ein Schritt betrifft etwas, das nicht dir gehört',
  'What do your documents say about {words}?': 'Was steht in euren Unterlagen zu {words}?',
  '{waiting} of your requests wait for a decision already, and no more may':
    '{waiting} deiner Anliegen warten bereits auf eine Entscheidung, und mehr dürfen es nicht sein',
  'Taking one back makes room.': 'Wenn du eines zurücknimmst, ist wieder Platz.',
  'Take one back where you asked for it.': 'Nimm eines dort zurück, wo du es gesagt hast.',
  'Hello.': 'Hallo.',
  'Does that answer your question?': 'Beantwortet das deine Frage?',
  'I left out what I couldn’t find in our documents, and it may be what you asked for.':
    'Ich habe weggelassen, was ich in unseren Unterlagen nicht gefunden habe. Vielleicht war es das, wonach du gefragt hast.',
  'If you’d rather ask a person, say so, and I pass it on to a {role}.':
    'Wenn du lieber einen Menschen fragen möchtest, sag es, dann gebe ich es weiter an: {role}.',
  'Something on our side went wrong three times, so I stopped. Please ask again, or ask for a person.':
    'Bei uns ist dreimal etwas schiefgegangen, deshalb habe ich aufgehört. Bitte frag noch einmal oder frag nach einem Menschen.',
  'Something on our side went wrong three times, so I stopped. A step had begun, and I can’t say whether it happened: a person will find out. Please don’t ask for it again meanwhile.':
    'Bei uns ist dreimal etwas schiefgegangen, deshalb habe ich aufgehört. Ein Schritt hatte begonnen, und ich kann nicht sagen, ob er geschehen ist: Ein Mensch findet es heraus. Bitte frag bis dahin nicht noch einmal danach.',
  'Something on our side went wrong three times, so I stopped. Some of this may be done already: please don’t ask again for what was done, ask for a person.':
    'Bei uns ist dreimal etwas schiefgegangen, deshalb habe ich aufgehört. Ein Teil davon kann schon getan sein: Bitte frag nicht noch einmal nach dem, was getan wurde, sondern nach einem Menschen.',
  'I haven’t done this: {wishes}. Say it again if you still want it.':
    'Das habe ich nicht getan: {wishes}. Bitte sag es noch einmal, wenn du es weiterhin möchtest.',
  'What is longer than {most} characters counts as a text that you pass on, so I take no order from it.':
    'Was länger als {most} Zeichen ist, zählt als Text, den du weitergibst; daraus nehme ich keinen Auftrag.',
  'If these are your own words, send them in fewer, or press “This is my own request” where you see it.':
    'Wenn es deine eigenen Worte sind: Schreib es kürzer, oder drück „Das ist mein eigener Auftrag“, wo du es siehst.',
  'I can’t tell whether this mail comes from whom it names, so by mail I only say what everybody may read. Sign in and ask me there.':
    'Ob diese Mail von dem kommt, der darin steht, kann ich nicht erkennen; deshalb sage ich per Mail nur, was alle lesen dürfen. Melde dich an, und frag mich dort.',
  'That is between you and me, so it isn’t answered where others read it. Write to me directly.':
    'Das bleibt zwischen dir und mir und wird nicht beantwortet, wo andere mitlesen. Schreib mir direkt.',
  'That is more at once than I can keep apart. Nothing was done. Please say it in several messages, ten things at most in each.':
    'Das ist mehr auf einmal, als ich auseinanderhalten kann. Es wurde nichts getan. Bitte teile es auf mehrere Nachrichten auf, mit höchstens zehn Dingen in jeder.',
  'There is no plan of yours that waits here.': 'Hier wartet kein Plan von dir.',
  'Several of your requests wait for your yes here. Which one do you say yes to?':
    'Hier warten mehrere deiner Anliegen auf dein Ja. Welchem stimmst du zu?',
  'Several of your requests wait for your yes here. Which one do you say no to?':
    'Hier warten mehrere deiner Anliegen auf dein Ja. Welches lehnst du ab?',
  'I take this as your yes to: {plan}.': 'Das nehme ich als dein Ja dazu: {plan}.',
  'I take this as your no to: {plan}.': 'Das nehme ich als dein Nein dazu: {plan}.',
  'This isn’t what you saw any more. What waits for your yes or no now is: {plan}.':
    'Das ist nicht mehr, was du gesehen hast. Auf dein Ja oder Nein wartet jetzt: {plan}.',
  'Your yes wasn’t taken: {why}. As before, this waits: {plan}.':
    'Dein Ja zählt noch nicht: {why}. Wie vorher wartet: {plan}.',
  'This waits for your yes or no: {plan}.': 'Das wartet auf dein Ja oder Nein: {plan}.',
  'Your yes has a condition, so I haven’t taken it. As before, this waits: {plan}.':
    'An deinem Ja hängt eine Bedingung, darum habe ich es nicht genommen. Es wartet weiter: {plan}.',
  'Read it and say yes or no here: {link}': 'Lies es und sag hier Ja oder Nein: {link}',
  'How it stands is here: {link}': 'Wie es steht, siehst du hier: {link}',
  'Others are asked about this, and it waits for them: {plan}. To take it back, say “cancel that”.':
    'Dazu sind andere gefragt, und es wartet auf sie: {plan}. Wenn du es zurücknehmen möchtest, sag „brich das ab“.',
  'You asked for this already, and it waits: {plan}. If you want it once more, say so with “again”.':
    'Darum hast du schon gebeten, und es wartet: {plan}. Wenn du es ein weiteres Mal möchtest, sag es mit „noch einmal“.',
  'Several of your requests are open here. Which one do you mean?':
    'Hier sind mehrere deiner Anliegen offen. Welches meinst du?',
  'I’ve kept this for a {role}, but nobody here is one yet, so I can’t say when you will hear from somebody. Meanwhile I go on here. Say “never mind”, and nobody has to come.':
    'Ich habe das aufgehoben für: {role}. Diese Rolle hat hier noch niemand, deshalb kann ich nicht sagen, wann sich jemand meldet. Bis dahin mache ich hier weiter. Sag „hat sich erledigt“, dann muss niemand kommen.',
  'This conversation waits for a {role}. Until somebody takes it I go on here. Say “never mind”, and nobody has to come.':
    'Dieses Gespräch wartet auf: {role}. Bis jemand es übernimmt, mache ich hier weiter. Sag „hat sich erledigt“, dann muss niemand kommen.',
  '{name} is here now and reads what you write. I begin nothing here until it is handed back to me.':
    '{name} ist jetzt hier und liest, was du schreibst. Bis es an mich zurückgegeben ist, beginne ich hier nichts.',
  'All right, nobody has to come. I’m with you again.':
    'In Ordnung, es muss niemand kommen. Ich bin wieder für dich da.',
  'What you write here waits for a {role}, too.': 'Was du hier schreibst, wartet ebenfalls auf: {role}.',
  'You wrote again, so this was stopped; nothing was done.':
    'Du hast noch einmal geschrieben, deshalb wurde das angehalten; es wurde nichts getan.',
  'You wrote again, so this was stopped. What was done before stays done; nothing more was.':
    'Du hast noch einmal geschrieben, deshalb wurde das angehalten. Was vorher getan wurde, bleibt getan; mehr wurde nicht getan.',
  'This is answered with what you wrote next.': 'Das wird zusammen mit deiner nächsten Nachricht beantwortet.',
  'you said it': 'von dir gesagt',
  'you changed it': 'von dir geändert',
  'the text you passed on': 'dem von dir weitergegebenen Text',
  'your message': 'deiner Nachricht',
  'your message of {day}': 'deiner Nachricht vom {day}',
  'a message in your name': 'einer Nachricht in deinem Namen',
  'a message in your name of {day}': 'einer Nachricht in deinem Namen vom {day}',
}
