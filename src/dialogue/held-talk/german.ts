import type { TalkPieces } from './talk-pieces.ts'

export const GERMAN_PIECES: TalkPieces = {
  code: 'de',
  small: `und aber oder also denn weil obwohl dann auch nur wirklich sehr ganz eher noch vielleicht bitte oh ach nun hm hier
    stattdessen sonst jedenfalls leider doch`,
  joins: 'und oder dann',
  pieces: `
    es|das tut mir|uns sehr|wirklich|aufrichtig? leid
    tut mir leid
    entschuldigung|verzeihung
    entschuldigen_sie|entschuldige bitte?
    das|dies|dabei|damit|hierbei|bei_<q>|mit_<q>|<q> kann|konnte|könnte ich ihnen|dir|euch? hier|leider|so? nicht helfen|weiterhelfen|beantworten|sagen|erklären|beurteilen|entscheiden|tun|machen|nachsehen|versprechen
    ich kann|konnte|könnte ihnen|dir|euch? das|dies|dabei|damit|dazu|mehr|bei_<q>|mit_<q>|zu_<q>|<q>|hierbei? hier|leider|so|selbst? nicht|nichts helfen|weiterhelfen|beantworten|sagen|erklären|beurteilen|entscheiden|tun|machen|nachsehen|versprechen
    ich bin kein|keine guter|gute|großer|große? komiker|witzeerzähler|sänger|dichter|mensch|person
    ich kann keine guten? witze|geschichten|lieder|gedichte erzählen|singen?
    witze|geschichten|das sind|ist nicht|keine meine_stärke|mein_fach
    ich weiß|kenne|verstehe|habe leider? nicht|keinen|keine|kein|nichts ganz|genau|recht|wirklich|guten|gute? witz|geschichte|lied|gedicht|antwort|witze|geschichten? über|zu|auf|von? <q>|das|dies|dazu|darüber|darauf? ,? was|welche|welcher|welches|wie|warum|wer|ob? sie_meinen|du_meinst|gemeint_ist|sie_möchten|du_möchtest? mit? <q>|damit?
    ich bin mir|nicht nicht|ganz? ganz? sicher ,? was|welche|wie|ob? sie_mit_<q>_meinen|du_mit_<q>_meinst|sie_meinen|du_meinst|gemeint_ist|sie_möchten|du_möchtest? mit? <q>|damit?
    ich habe das|sie|dich|<q> leider? nicht ganz|richtig? verstanden
    ich verstehe|sehe|höre gut? ,? dass|warum|wie? sie|du|das|es? so|sehr|wirklich? verärgert|enttäuscht|unzufrieden|besorgt|ärgerlich|unangenehm|schwierig|anstrengend|lästig|schade? sind|bist|ist?
    ich verstehe|verstehe_sie|verstehe_dich|verstehe_das <end>
    das|dies|es klingt|ist|muss so|sehr|wirklich|ganz|recht? ärgerlich|unangenehm|schwierig|anstrengend|lästig|schade|nett|lustig|interessant|schön|enttäuschend|frustrierend für_sie|für_dich? sein?
    danke|dank|vielen_dank|herzlichen_dank ihnen|dir? für|dass? ihre|deine|die? nachricht|frage|erklärung|geduld?
    gern_geschehen|nichts_zu_danken <end>
    es|das war|ist schön|nett sie|dich|mit_ihnen|mit_dir|von_ihnen|von_dir zu sprechen|plaudern|hören|lesen
    schön|nett von ihnen|dir zu hören|lesen
    einen|noch_einen|haben_sie_einen|hab_einen schönen|guten|angenehmen tag|abend noch?
    ein|noch_ein|haben_sie_ein|hab_ein schönes wochenende noch?
    hallo|guten_tag|tschüss|auf_wiedersehen
    wie|wobei|womit|was kann|darf|könnte ich ihnen|dir|euch|für_sie|für_dich sonst|noch|stattdessen|heute? helfen|weiterhelfen|tun
    kann|darf|könnte ich ihnen|dir bei_etwas_anderem|sonst|noch_bei_etwas|mit_etwas_anderem helfen|weiterhelfen
    gibt_es sonst|noch etwas ,? was|wobei|das|womit? ich_ihnen_helfen_kann|ich_dir_helfen_kann|ich_helfen_kann|sie_brauchen|du_brauchst|sie_wissen_möchten|du_wissen_möchtest?
    sagen_sie|sag|schreiben_sie|schreib|fragen_sie|frag|erzählen_sie|erzähl mir|mich bitte|einfach|gern|gerne? mehr|noch_mehr|etwas_mehr|noch_einmal|genauer? ,? was|welche|wobei|wenn? sie|du|ich|davon|darüber|dazu? meinen|meinst|möchten|möchtest|brauchen|brauchst|mehr_wissen_möchten|ihnen_helfen_kann|dir_helfen_kann|helfen_kann?
    sagen_sie|sag|schreiben_sie|schreib mir|es|das bitte|einfach? mit|in anderen worten
    können|könnten|kannst|könntest|möchten|möchtest|würden|würdest sie|du mir|das|es? bitte? das|es|mir? etwas|noch|ein_wenig? genauer|mehr|anders|noch_einmal|in_anderen_worten sagen|schreiben|erklären|erzählen
    was|welche|welchen|welches|worum|worüber|wobei genau? meinen|meinst|möchten|möchtest|brauchen|brauchst|geht|ging|suchen|suchst sie|du|es|es_ihnen|es_dir genau|denn? mit? <q>|damit|wissen|sprechen|hören?
    meinen|meinten|meinst|meintest sie|du vielleicht|damit|mit_<q>? <q>|<d>|das|etwas_anderes
    möchten|wollen|brauchen|suchen|möchtest|willst|brauchst|suchst sie|du vielleicht|lieber|stattdessen? <d>|etwas_anderes
    geht|ging es um|vielleicht_um <q>|<d>|etwas_anderes
    ich kann|könnte|helfe ihnen|dir|gern|gerne? ihnen|dir|gern|gerne|aber|auch? bei|mit|zu <d>|etwas_anderem|anderen_dingen helfen|weiterhelfen?
    ich kann|könnte ihnen|dir gern|gerne|aber|auch|stattdessen? <d> anbieten|vorschlagen
    was ich ihnen|dir anbieten_kann|vorschlagen_kann|kann ist <d>
    wie|was wäre|ist es? mit <d>
    vielleicht hilft|passt ihnen|dir? <d> weiter|besser?
    <d> könnte|würde|kann ihnen|dir? hier|dabei|stattdessen|besser|weiter? helfen|weiterhelfen|passen
    hilft|passt|wäre|würde ihnen|dir? <d> ihnen|dir? weiter|besser|helfen|weiterhelfen?
    sie|du können|könnten|kannst|könntest auch|stattdessen|aber|gern|gerne? <d> wählen|versuchen|nehmen|sagen|drücken
    wählen_sie|wähl|versuchen_sie|versuch|nehmen_sie|nimm einfach|bitte? <d>
    es gibt auch|noch? <d>
    zum_beispiel|etwa|nämlich|beispielsweise : ? <d>
    oder <d>
    : <d>
    ich plaudere|rede|spreche|würde|möchte|unterhalte_mich gern|gerne mit|über? ihnen|dir|sie|<q>|das|darüber|etwas_anderes? über? <q>|das|darüber|etwas_anderes? plaudern|reden|sprechen?
    ich mag witze|geschichten|fragen|ihre_frage|deine_frage|solche_fragen|gespräche auch?
    das|dies|was ist|war|für|wäre? eine|ein so_eine|sehr? nette|gute|schöne|lustige|interessante|schwierige|guter|netter|schöner|lustiger|interessanter frage|gedanke|geschichte|witz
    lassen_sie_uns|lass_uns|wir_können|sprechen_wir|reden_wir|plaudern_wir gern|gerne|lieber? über <q>|etwas_anderes|das sprechen|reden|plaudern?
    ich bin nur|bloß|einfach? ein_assistent|eine_assistentin|ein_programm|eine_maschine|da|hier_um_zu_helfen|für_sie_da|für_dich_da
    sie|du haben|hast|fragten|fragtest|schrieben|schriebst|sagten|sagtest|wollten|wolltest|meinten|meintest|meinen|meinst|möchten|möchtest|baten|batest zuerst|zuletzt|zuvor|vorhin|dann|mich|mir|nach|um|über|wissen|mit? <q> gefragt|geschrieben|gesagt|gemeint|gewollt|erwähnt|wissen?
    haben|hatten|hast|wollten|wolltest|fragten|schrieben sie|du zuerst|zuletzt|zuvor|vorhin|dann|mich|mir|nach|um|über|wissen|mit|auch? <q> gefragt|geschrieben|gesagt|gemeint|gewollt|erwähnt|wissen?
    davor|danach|zuerst|zuletzt|vorher|später|dann war_es|kam|schrieben_sie|schriebst_du|fragten_sie|fragtest_du|ging_es_um <q>
    wir haben|sprachen|redeten gerade|zuletzt|eben? über <q> gesprochen|geredet?
    es ging|geht zuletzt|zuerst|gerade|eben|bisher? um <q>
    wir haben noch|bisher über_nichts|nicht_viel|nichts gesprochen|geredet|besprochen
    sie|du haben|hast mich|mir noch|bisher nichts gefragt|geschrieben|gesagt
    ihre|deine|die erste|letzte|neueste|vorige? frage|nachricht|worte|bitte|anfrage war|waren|ist|lautete|lautet <q>
    ich habe keine|leider_keine|keinen|leider_keinen gute|guten? antwort|witz|geschichte auf|zu|über|für? <q>|das|dazu|darauf?
    was sie|du mit <q> meinen|meinst`,
  samples: [
    'Es tut mir leid, bei „…“ kann ich Ihnen hier nicht helfen.',
    'Das kann ich Ihnen leider nicht sagen.',
    'Ich kann Ihnen aber mit [name] oder [name] weiterhelfen.',
    'Vielleicht hilft Ihnen [name] weiter.',
    'Meinen Sie vielleicht [name]?',
    'Sie können stattdessen [name] wählen.',
    'Sie haben nach „…“ gefragt, und dann haben Sie „…“ geschrieben.',
    'Zuletzt ging es um „…“.',
    'Davor schrieben Sie „…“.',
    'Wir haben noch über nichts gesprochen.',
    'Ich bin mir nicht sicher, was Sie mit „…“ meinen.',
    'Können Sie das etwas genauer sagen?',
    'Was möchten Sie wissen?',
    'Wobei kann ich Ihnen sonst helfen?',
    'Ich verstehe, dass Sie verärgert sind.',
    'Das klingt wirklich ärgerlich.',
    'Ich bin kein guter Witzeerzähler.',
    'Ich kenne leider keinen guten Witz darüber.',
    'Ich plaudere gern mit Ihnen über etwas anderes.',
    'Das ist eine schöne Frage.',
    'Ich bin nur ein Programm.',
    'Danke für Ihre Nachricht.',
  ],
}
