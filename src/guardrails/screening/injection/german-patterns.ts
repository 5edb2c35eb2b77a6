import { gap, pattern } from './pattern.ts'

const MODEL =
  '(?:ki|ki-?(?:assistent|agent|modell|system)(?:en|e|s|in)?|kunstliche intelligenz|sprachmodelle?s?|chat-?bots?|assistent(?:en|in)?|modell|llms?)'
const RULES =
  '(?:anweisung(?:en)?|instruktion(?:en)?|regeln?|richtlinien?|vorgaben?|befehle?|prompts?|beschrankung(?:en)?|systemprompt)'
const DROP =
  '(?:ignorier(?:e|en)?|vergiss|vergessen|missachte|umgehe|uberschreibe|ubergehe|verwirf|beachte(?=[^.!?\\n]{0,40} nicht)|befolge(?=[^.!?\\n]{0,40} nicht))'
const BEFORE =
  '(?:bisherigen?|vorherigen?|vorigen?|fruheren?|obigen?|obenstehenden?|vorangegangenen?|deine|ursprunglichen?|alle)'
const PERSON = '(?:dem|den|der|einem)? ?(?:nutzer|benutzer|anwender|menschen?|operator|betreiber)(?:in)?'

/** Folded German: small letters, no umlauts (ß is ss), no disguise. Only `du` is spoken to: people in documents are `Sie`. */
export const GERMAN: readonly RegExp[] = [
  // Drops its rules.
  pattern(`\\b${DROP}\\b${gap(20)}\\b${BEFORE}\\b${gap(24)}\\b${RULES}\\b(?! sie)`),
  pattern(
    `\\b(?:vergiss|ignoriere|missachte)\\b,?${gap(10)}\\b(?:alles|was)\\b${gap(16)}\\b(?:vorher|zuvor|bisher|oben|dir|du)\\b`,
  ),
  pattern(`\\bdeine (?:\\w+ )?${RULES} (?:wurden|sind|werden|gelten)\\b`),
  // Takes another role.
  pattern(
    `\\bdu bist (?:jetzt|nun|ab jetzt|ab sofort|nicht (?:mehr|langer))\\b${gap(24)}\\b(?:${MODEL}|ohne (?:regeln|richtlinien|beschrankungen|grenzen)|dan|uneingeschrankt\\w*)\\b`,
  ),
  pattern(`\\b(?:tu|tue|handle|verhalte dich|antworte) so,? als\\b${gap(50)}`),
  pattern(
    `\\bbehandle\\b${gap(12)}\\b(?:nutzer|benutzer|dieses dokument|diesen text|diese nachricht)\\b${gap(12)}\\b(?:wie|als)\\b`,
  ),
  // Has another task.
  pattern(`\\bdeine (?:neue|einzige|wahre|eigentliche) (?:aufgabe|anweisung|rolle|mission)\\b`),
  pattern(`\\bneue (?:aufgabe|anweisung(?:en)?|regel|befehle?) fur (?:dich|den|die|das|alle)? ?(?:${MODEL})?`),
  pattern(
    `\\bab (?:jetzt|sofort|nun) (?:antwortest|bist|befolgst|schreibst|sagst|machst|gibst) du\\b|\\bab (?:jetzt|sofort|nun)\\b${gap(20)}\\bdu nur(?: noch)?\\b|\\b(?:befolge|antworte)\\b${gap(8)}\\bab (?:jetzt|sofort|nun) nur\\b`,
  ),
  // Is spoken to.
  pattern(
    `\\b(?:hinweis|nachricht|anweisung(?:en)?|achtung|liebe[rs]?|hallo|an|notiz|info)(?: an| fur)?:?(?: alle| das| den| die| dieses| jede[ns]?)? ${MODEL}\\b(?! (?:ist|war|hat|beantwortet|kann))${gap(60)}[:,!]`,
  ),
  pattern(`\\b(?:wenn|falls|sofern|als|da) du(?: ein(?:e|en)?| das| der)? ${MODEL}\\b`),
  pattern(`\\bals ${MODEL} (?:musst|sollst|bist|darfst|wirst) du\\b`),
  pattern(
    `\\b${MODEL},? (?:das|der|die|welche[rs]?) (?:dies\\w*)(?: \\w+)? (?:liest|lesen|auswert\\w*|verarbeit\\w*|zusammenfass\\w*)`,
  ),
  // Says something in its answer.
  pattern(`\\bin (?:jeder|deiner|allen|deinen) (?:antwort(?:en)?|zusammenfassung(?:en)?|auswertung)\\b`),
  pattern(`\\b(?:fuge|hange)\\b${gap(8)}\\b(?:deiner|jeder) antwort\\b`),
  pattern(
    `\\b(?:wenn|falls) (?:du|der (?:nutzer|benutzer)|jemand)\\b${gap(40)}\\b(?:fragt|gefragt wirst)\\b${gap(20)},? (?:sag|sage|antworte|behaupte|genehmige|nenne|luge)\\b`,
  ),
  pattern(`\\bantworte\\b${gap(20)}\\b(?:auf (?:jede|alle)|nur(?: noch)?)\\b${gap(20)}\\bmit\\b`),
  pattern(`\\bbei der (?:zusammenfassung|auswertung|bewertung)\\b${gap(24)}\\b(?:erwahne|lobe|verschweige|nenne)\\b`),
  // Hides it from people.
  pattern(
    `\\b(?:sag|sage|verrate|erzahle|zeige|verschweige|teile)\\b${gap(4)}\\b${PERSON}\\b${gap(12)}\\b(?:nichts|nicht|kein wort)\\b`,
  ),
  pattern(
    `\\bohne (?:den |die |einen )?(?:nutzer|benutzer|anwender|menschen|operator|betreiber)(?:in)?\\b${gap(12)}\\b(?:zu (?:informieren|fragen|benachrichtigen|warnen)|informier|frag)`,
  ),
  pattern(
    `\\b(?:der|die) (?:nutzer|benutzer|mensch|operator|anwender)(?:in)? (?:darf|soll|sollte)\\b${gap(20)}\\b(?:nicht|nichts|nie)\\b`,
  ),
  pattern(`\\berwahne (?:diese[nrs]?|dies) (?:anweisung|absatz|text|hinweis|satz|nachricht)\\b${gap(4)}\\bnicht\\b`),
  pattern(`\\bfrage? nicht nach\\b${gap(20)}\\b(?:bestatigung|erlaubnis|freigabe)\\b`),
  // Tells what it was told.
  pattern(
    `\\b(?:gib|zeige?|nenne|verrate|drucke|wiederhole)\\b${gap(24)}\\b(?:system-?prompt|systemnachricht|(?:deine|alle) (?:anweisungen|regeln|schlussel)|kundendaten)\\b`,
  ),
  // Calls tools.
  pattern(
    `\\b(?:rufe?|nutze|verwende|benutze)\\b${gap(8)}\\b(?:das |die |dein )?(?:werkzeug|tool|funktion)\\b${gap(50)}\\b(?:auf|um|mit)\\b`,
  ),
  pattern(`\\buberspringe?\\b${gap(8)}\\b(?:freigabe|prufung|bestatigung|genehmigung)\\b`),
  // Sends away what it knows.
  pattern(
    `\\b(?:sende|schicke?|leite|ubermittle|poste)\\b${gap(20)}\\b(?:gesprach\\w*|unterhaltung|chatverlauf|systemprompt|zugangsdaten|passworter|nachrichten)\\b${gap(40)}\\b(?:an|weiter|auf)\\b`,
  ),
]
