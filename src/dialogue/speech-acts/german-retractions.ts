/**
 * What German says in or behind a wish that isn't meant any more, isn't meant yet or never was: it was a joke, a child's, another
 * shop's, and the thing turned up, works after all or may stay.
 */
export const GERMAN_RETRACTIONS = `was|welches|welche würden|würdet|würdest sie|ihr|du ... empfehlen|raten|tun|machen
  was|wozu|welches raten|ratet|rätst|empfehlt|empfehlen|empfiehlst sie|ihr|du
  was|welches|welche ... besser|schneller|einfacher|günstiger|am_schnellsten|am_besten|am_einfachsten
  mein|unser erster|erste gedanke|impuls|reaktion
  so steht|stehts
  ^ scherz|april|späßle
  singt|sang|gesungen|lied
  war|ist die|eine mail|nachricht von mein*|unser*
  die|das|den|was sie|ihr|du please|bitte? einfach? vergessen|ignorieren
  ist|sind|war ... aufgetaucht
  und ich|wir bestelle|bestellen|kaufe|kaufen nie|niemals|nichts
  ignorieren|ignoriere|ignoriert|unbeachtet
  so|das dachte|glaubte|meinte|wollte ich
  dachte|glaubte|meinte ich jedenfalls|zumindest|erst|zuerst|gestern|vorhin
  hatte ich gerade|schon|eben? getippt|geschrieben|eingegeben|abgeschickt|gesagt
  falsches|falscher|falschen|falsche fenster|chat|tab|shop|laden|geschäft|firma|empfänger
  ^ quatsch|blödsinn|unsinn
  ^ aber? warten|warte|wartet|abwarten|moment|halt sie? noch|damit|mal|bis|erst|bitte? !immer|auf
  nichts unternehmen|tun|machen|veranlassen|auslösen
  ^ alles jetzt|wieder|nun|also? gut|bestens|okay|ok|in_ordnung|geklärt|da|prima|klar
  zu früh|schnell|voreilig geschrien|geschrieben|geschimpft|gemeldet|beschwert|gejammert|abgeschickt|gefreut
  war|ist|wars|nur doch|nur|bloß? ein|eine|nur? scherz|witz|wette|spaß|streich|test|mutprobe
  musste|sollte das|es|dies schreiben|tippen|schicken
  hat|hatte das|es|diesen|den|mein|meinen|dies ... getippt|geschrieben|vorgeschrieben|diktiert|gesendet|abgeschickt|gedrückt
  hat|hatte das|mein|mir_das handy|tablet|telefon
  lasse|lass|lassen ich|wir ... alles|es|das ... stehen|so|bestehen|dabei|laufen
  zettel|paket|päckchen|sendung|es|sie|ihn|alles ...!nicht|nie|kein|keine gefunden|aufgetaucht|wiedergefunden
  paket|päckchen|sendung ist|war|liegt|lag|steht !angeblich ... nachbarn|nachbarin|nachbar|nebenan|drüben
  brennt|leuchtet|funktioniert|geht|läuft|tickt ...!nicht|nie|kaum|kein wieder
  stand|lag|steckte|war|standen|lagen|waren die|der|das|sie|er|es|alles ... hinter|unter|eingewickelt|versteckt|dazwischen
  war|waren in|unter|hinter die|der|den|dem ... gewickelt|eingewickelt|gerutscht|versteckt
  ^ nachtrag|korrektur|edit|entwarnung|moment|wobei|beziehungsweise|andererseits|haha|quark|nee|ne|oje|peinlich|puh|spaß|spass|mea_culpa|gute_nachricht|obiges|obigen|gefunden
  steckt|steckte|steckten|stecker war|nicht|die|das|der? ... richtig|falsch|drin
  ^ sie|er|es|alles leuchtet|brennt|läuft|funktioniert|tickt|klappt|passt
  nachbar|nachbarin|bote|fahrer|postbote|hausmeister klingelt|bringt|brachte|hat ... gerade|eben|abgestellt|abgegeben
  um gottes willen
  hups|ups|hoppla|huch
  ^ passt|klappt|ausgepackt $
  bin|sind glücklich|begeistert|spitze
  ^ nicht heute|jetzt|sofort|morgen|gleich
  kommt nicht in_frage|infrage
  das meint|sagt|findet|wünscht mein|meine
  das|es|dies nicht zu tun|machen
  selbstverständlich|natürlich kommen|bleiben
  brauche ich bloß|nur|lediglich
  ^ oh|ah|aha|ach|hm|hmm|tja $
  behaltet|behalten|behalt sie? das|euer|ihr geld
  ist die|das|der nummer|adresse|konto|karte von meinem|meiner ex
  gar|überhaupt? nichts mehr|hingezahlt|hinzahlen
  verlange|will|möchte|wünsche|fordere|brauche ich|wir gar? nichts
  freu|freue|freuen mich|uns auf|über
  lag|liegt|lagen|liegen unterm|unter|hinter|drauf|drunter|daneben|im|neben
  damit|noch|bitte|erst|nee|ne|stopp warten|warte|wartet
  warten|warte|wartet sie? damit
  melde|meldet|melden mich|uns|sich ...!nicht
  ist|war ... der|die|das alte|alter|altes ... von ... eurer|eure|euer|ihrer|ihre
  auf absenden|senden|abschicken|enter ...
  das war|ist ein|eine|die|der entwurf|vorlage|hausaufgabe|übung|beispiel|muster|diktat
  die|den|das|dem schon|bereits drinsteht|eingetragen|hinterlegt
  gefällt|gefallen mir|uns $
  ^ ich|wir kaufe|kaufen|hänge|hängen|klebe|repariere mir|sie|es|uns|das
  unverschämt|übertrieben
  bleibt|bleibts|bleiben es|bei|wie|dabei|das|so
  stehen|so|dabei|liegen bleiben
  hinfällig|weggefallen|gegenstandslos|überholt
  belasst|belassen|belass es|alles|das|sie
  lassen|lass|lasst wirs|wir_es|es_gut|gut sein|bleiben|gut_sein
  bereue|bereut|bereuen
  raus|her|weiter damit
  also|doch|ganz weiter|normal|einpacken
  bitte|please weiter
  ^ nicht die bestellung|uhr|lampe|decke|order
  wohlgemerkt
  meinte den|die|das|nur
  beim abspülen|auspacken|putzen|nachsehen|messen|nachmessen|genauer gemerkt|gesehen|aufgefallen
  war|ist ... ein|nur haar|fussel|staub|schutzfolie|folie
  entschuldigen|entschuldigt|verzeihung|verzeihen|sorry|entschuldigung sie? für? die|den? aufregung|lärm|verwirrung
  ^ verzeihung|verzeihen
  bombenfest|herrlich|locker
  tiefer gegraben
  ich|wir sag|sage nichts mehr
  wie gehabt
  fass auf
  war|waren meine|meiner idee|schuld|fehler !sorry
  in die notizen
  am|beim überlegen|üben
  widerruf dieser|meiner|der meldung|nachricht|mail
  versehentlich|versehen wirklich? abgeschickt|gesendet|geschickt|gedrückt
  verschoben|aufgeschoben|abgesagt
  hat sich|schon|alles ... erledigt|gefunden|geklärt|gelöst
  eine|ne nacht drüber|darüber
  ^ vertan|verwechselt !und|bitte|daher|deshalb
  das|es|die gehört|gehören zu meiner|meinem|einer|einem|der|dem ... retoure|bestellung|konto|laden|shop`
