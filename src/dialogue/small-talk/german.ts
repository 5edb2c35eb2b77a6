import type { TalkWords } from './talk-words.ts'

export const GERMAN_TALK: TalkWords = {
  code: 'de',
  said: {
    greeting: `
      hallo|hi|hey|hej|moin|servus|grüezi|grüß_gott|grüß_dich|grüß_sie|tach|tachchen|huhu|hallöchen|halli_hallo|heyho|moinsen|gruezi|salü|hoi|ahoi|mahlzeit zusammen|alle|ihr|leute|moin|nochmal|noch_mal|wieder|team|da|du|sie?
      guten|schönen|einen_schönen|einen_wunderschönen|wunderschönen|schön_guten|gutn morgen|tag|abend|mittag|nachmittag zusammen|alle|ihnen|euch|dir?
      = morgen|tagchen|abend|nabend|mojn|na|da zusammen?
      sehr_geehrte|sehr_geehrter|liebe|lieber damen_und_herren|herr|frau|team|alle|kundendienst
      liebes team
      herzlich_willkommen|freut_mich|angenehm`,
    'how-are-you': `
      wie gehts|geht_es|geht_es_es|läufts|läuft_es|stehts dir|ihnen|euch|so|heute? heute|so?
      wie gehts|geht_es dir|ihnen|euch denn|so|heute?
      alles_klar|alles_gut|alles_fit|alles_ok bei_dir|bei_ihnen|bei_euch?
      was|und_was geht|gibts_neues|läuft so|ab?
      und|wie_ist_es_mit dir|ihnen|selbst|euch
      na_wie_gehts|wie_war_dein_tag|ich_hoffe_es_geht_ihnen_gut|ich_hoffe_dir_gehts_gut`,
    thanks: `
      vielen|besten|herzlichen|tausend|lieben|recht|schönen|ok|okay|super|alles_klar|gut|prima|klasse|na? dank|danke|dankeschön|danke_schön|danke_sehr|danke_vielmals|merci|thx|thanks|dankee|vergelts_gott sehr|schön|vielmals|nochmal|nochmals|noch_mal|im_voraus|dafür|auch|trotzdem|ihnen|dir|euch|schonmal|schon_mal? für_die_hilfe|für_ihre_hilfe|für_deine_hilfe|für_eure_hilfe|für_alles|für_die_info|für_die_auskunft|für_die_schnelle_antwort|für_die_antwort|für_ihre_mühe|für_deine_mühe|für_die_mühe|für_ihre_zeit?
      ich danke|bedanke_mich dir|ihnen|euch|sehr|herzlich?
      hab|habt|haben_sie vielen|besten|herzlichen? dank
      sehr|das_ist|wie? freundlich|nett|lieb von_ihnen|von_dir|von_euch?`,
    goodbye: `
      tschüss|tschüs|tschüssi|tschau|tschö|ciao|bye|ade|servus|pfiat_di|pfiati|bis_dann|bis_bald|bis_später|bis_morgen|bis_denne|bis_nachher|bis_zum_nächsten_mal|machs_gut|machen_sies_gut|leb_wohl|adieu|baba|bye_bye|man_sieht_sich zusammen|dann|erstmal|und_danke?
      auf wiedersehen|wiederhören|wiederschauen|bald
      wiedersehen|wiederhören
      gute_nacht|schlaf_gut|schlafen_sie_gut
      schönen|einen_schönen|schönes|ein_schönes|noch_einen_schönen|noch_ein_schönes|wünsche_einen_schönen|ich_wünsche_einen_schönen tag|abend|feierabend|wochenende|nachmittag|zeit|restlichen_tag noch|ihnen|euch|dir?
      das war|wars|wäre|wärs|ist|reicht alles|dann|schon|erstmal|fürs_erste|für_heute|auch_schon|jetzt|mir?
      sonst_nichts|mehr_brauche_ich_nicht|mehr_nicht|keine_weiteren_fragen|keine_fragen_mehr|ich_bin_fertig|ich_brauche_nichts_mehr|nichts_weiter|das_ist_alles|das_wäre_alles|das_war_alles|alles_erledigt|fertig
      mit? viele|liebe|freundliche|freundlichen|beste|herzliche|schöne grüße|grüßen|grüsse|grüssen
      mfg|lg|vg|hdl|gruß|gruss|hochachtungsvoll`,
    'who-are-you': `
      wer bist|sind|seid du|sie|ihr|denn eigentlich|überhaupt|denn|genau|du|sie?
      wer ist|spricht|antwortet|schreibt da|dort|das|hier
      mit_wem spreche|schreibe|rede|chatte|habe ich hier|es? gerade|eigentlich|da|zu_tun|hier?
      was bist|sind du|sie eigentlich|genau|überhaupt|denn?
      wie heißt|heißen|ist_dein|ist_ihr du|sie|name eigentlich|denn?
      wie_ist_dein_name|wie_ist_ihr_name|hast_du_einen_namen|haben_sie_einen_namen|wie_soll_ich_dich_nennen
      stell|stellen dich|sie_sich vor|mal_vor|bitte_vor
      wer hat_dich|hat_sie gemacht|gebaut|programmiert|erfunden`,
    'a-person': `
      bist|sind|seid|schreibe|rede|spreche|chatte du|sie|ihr|ich denn|eigentlich|hier|da|gerade|wirklich|überhaupt? mit? ein|eine|einem|einer|nem? echter|echten|richtiger|richtigen|realer|lebender? mensch|menschen|bot|roboter|maschine|computer|ki|programm|chatbot|person|automat|mann|frau|echt|jemand|jemandem oder? ein|eine|einem|einer|nur? echter|echten|richtiger? mensch|menschen|bot|roboter|maschine|computer|ki|programm|chatbot|person|nicht?
      ist das|hier|da|dies hier? ein|eine|nur_ein? echter|richtiger|automatischer? mensch|bot|roboter|maschine|computer|ki|programm|chatbot|person|echt|automatisch
      sitzt|antwortet|schreibt da|hier|dort ein|eine echter|richtiger? mensch|bot|maschine|person
      du_bist|sie_sind|das_ist doch|ja|wohl|nur|bestimmt? ein|eine echter? bot|roboter|maschine|computer|ki|programm|mensch oder?
      mensch|bot|ki|maschine oder_bot|oder_mensch|oder_maschine|oder_nicht`,
    'what-can-you-do': `
      was kannst|können|könnt|kann|darf|geht|macht|machst|machen|tust|tun|soll du|sie|ihr|man|ich|es|hier|das denn|eigentlich|so|alles|hier|dich|sie|euch|für_mich|mir|bei_dir|bei_ihnen? denn|so|alles|hier|fragen? tun|machen|leisten|anbieten|helfen|fragen|schreiben|sagen|eingeben?
      ich|wir habe|hätte|haben|hätten|hab da|hier|mal|noch? mal|noch|nur? eine|ein|ne|n|noch_eine|noch_ein|einige|ein_paar kleine|kurze|großes|kleines? frage|fragen|problem|probleme|anliegen|bitte an_sie|an_euch|an_dich|bitte?
      womit|wobei|wie kannst|können|könnt du|sie|ihr mir|uns denn|hier? helfen|weiterhelfen|behilflich_sein
      was hast|haben|bietest|bieten du|sie zu_bieten|an
      welche|was_für|was_sind_deine|was_sind_ihre funktionen|möglichkeiten|befehle|fähigkeiten hast_du|haben_sie|gibt_es?
      wie funktioniert|geht|läuft das|es|dieser_chat|der_chat hier|alles?
      wie benutze_ich|bediene_ich|verwende_ich das|dich|sie|den_chat
      hilfe|help bitte?
      ich_brauche|brauche|bräuchte|ich_bräuchte hilfe|ihre_hilfe|deine_hilfe|unterstützung bitte?
      kannst|können|könntest|könnten du|sie mir bitte|mal|kurz? helfen|weiterhelfen
      hilf|helfen_sie mir bitte|mal?
      menü|optionen|befehle|anleitung|übersicht|start|los|info|infos
      und_jetzt|was_jetzt|wie_weiter|was_nun|und_nun`,
    pardon: `
      ich verstehe|versteh|kapiere|kapier|check|blicke das|es|dich|sie|dies? nicht|nix
      verstehe|versteh|kapier ich? das|es? nicht
      wie_bitte|was|bitte_was|hä|häh|was_meinst_du|was_meinen_sie|was_heißt_das|wie_meinst_du_das|wie_meinen_sie_das|verstehe_ich_nicht|was_bitte|pardon`,
    'all-right': `
      ok|okay|oki|okidoki|k|alles_klar|klar|na_klar|gut|na_gut|also_gut|in_ordnung|verstanden|verstehe|ich_verstehe|aha|ach_so|achso|ah|soso|so_so|jo|passt|passt_schon|geht_klar|gebongt|abgemacht|einverstanden_danke|schon_gut|schon_ok|kein_problem|kein_ding|kein_thema|macht_nichts|alles_gut|prima_danke|hab_ich|habs|mach_ich|wird_gemacht|erledigt|notiert|roger|gut_zu_wissen|klingt_gut|bin_bereit|lol|haha|hahaha|hihi|lustig|witzig|krass
      das hat|hilft|klappt|geht|funktioniert|reicht geholfen|mir|geklappt|funktioniert|so|weiter|jetzt?
      das_hat_mir_geholfen|das_hilft_mir|das_hilft_mir_weiter|das_hat_sehr_geholfen|ich_überlege|ich_überlege_es_mir|ich_versuche_es|ich_probiere_es`,
    yes: `
      ja|j|jep|jup|jawohl|genau|stimmt|richtig|korrekt|sicher|natürlich|unbedingt|gern|gerne|einverstanden|bestätigt|auf_jeden_fall|ja_bitte|ja_gern|ja_gerne|ja_genau|ja_klar|na_los|nur_zu|mach_das|machen_sie_das|tu_das|bestätige|ich_bestätige|weiter|mach_weiter|machen_sie_weiter`,
    'kind-words': `
      super|toll|klasse|prima|wunderbar|großartig|genial|cool|spitze|perfekt|geil|hammer|wow|schön|sehr_schön|sehr_gut|sehr_nett|fein|bravo|juhu|hurra|yeah|top|mega|nicht_schlecht|gut_gemacht|freut_mich|wie_schön|wie_nett|ausgezeichnet|hervorragend|fantastisch|echt_gut|gute_arbeit
      du_bist|sie_sind|ihr_seid|das_ist|das_war|ist echt|sehr|wirklich|so|ja|der|die|das? super|toll|klasse|prima|lieb|nett|beste|besten|cool|spitze|hilfreich|freundlich|wunderbar|genial|schlau|lustig|schön|großartig
      ich liebe|mag dich|sie|euch|das|es sehr|total?
      ich liebe|mag ihre|eure|deine|ihren|euren *
      alles_gute|frohe_weihnachten|frohes_neues|frohes_neues_jahr|frohes_fest|frohe_ostern|guten_rutsch|herzlichen_glückwunsch|schöne_feiertage|schöne_weihnachten|ein_frohes_fest|gutes_neues zum_geburtstag?
      ich_freue_mich|ich_bin_glücklich|ich_bin_zufrieden|bin_zufrieden|das_freut_mich`,
    upset: `
      du_bist|sie_sind|ihr_seid|das_ist|es_ist|dieser_bot_ist|der_bot_ist|ist|so_ein|was_für_ein|so_eine|was_für_eine|das_ist_doch|euer_service_ist|ihr_service_ist|dieser_laden_ist|wie echt|wirklich|so|sehr|total|völlig|ja|doch|einfach|nur|ein|eine|der|das|die|keine? nutzlos|dumm|blöd|doof|schlecht|schrecklich|furchtbar|mies|ärgerlich|nervig|lächerlich|unverschämt|unmöglich|eine_frechheit|eine_zumutung|witz|frechheit|zumutung|mist|scheiße|scheisse|müll|schrott|hilfe|frustrierend|enttäuschend|unfähig|idiot|idioten|quatsch|unsinn|letzte|sauerei|schande|bescheuert|peinlich|nicht_hilfreich|hilflos|langsam|zum_kotzen
      mist|mistbot|verdammt|verflixt|scheiße|scheisse|kacke|oh_mann|oh_man|mann|boah|na_toll|na_super|oh_nein|o_nein|herrgott|zum_teufel|himmel|grr|argh|arg|pff|tja|oje|oh_je|ach_mensch|menno|wtf|omg|fuck|shit|idiot|idioten|blödmann|trottel|dummkopf|arschloch|verarsche|frechheit|unverschämtheit|saftladen|so_ein_mist|so_ein_quatsch|was_soll_das|was_soll_der_mist|das_gibts_doch_nicht|das_kann_doch_nicht_sein|das_darf_nicht_wahr_sein|dummer_bot|blöder_bot|nutzlos|schlecht
      ich bin|werde so|sehr|echt|wirklich|langsam|ziemlich|richtig|total|stink|gerade|äußerst? sauer|wütend|verärgert|genervt|enttäuscht|frustriert|böse|traurig|unzufrieden|stinksauer|müde|verzweifelt
      bin so|sehr|echt|wirklich|langsam|ziemlich|richtig|total|gerade|äußerst? sauer|wütend|verärgert|genervt|enttäuscht|frustriert|böse|traurig|unzufrieden|stinksauer|verzweifelt
      das|es|mich nervt|ärgert|frustriert|enttäuscht|macht_mich_wütend|reicht|kotzt_mich_an mich|total|langsam|echt|sehr|alles|jetzt? sehr|langsam?
      ich_hasse|hasse das|dich|sie|euch|es
      es|das|nichts|hier geht|funktioniert|klappt|hilft|bringt|stimmt nicht|nichts|nie|mir|alles? weiter|nicht|mehr|nichts?
      du_hilfst|sie_helfen|das_hilft mir? nicht|gar_nicht|überhaupt_nicht weiter?
      du_verstehst|sie_verstehen mich|nichts|gar_nichts|nicht nicht|überhaupt_nicht?
      keiner|niemand hilft|antwortet|hört_zu|kümmert_sich mir?
      das_ist|ist|ich_frage|ich_schreibe|nun|jetzt? jetzt|nun|schon? das|zum zweite|zweiten|dritte|dritten|vierte|vierten|fünfte|fünften|zehnte|zehnten|hundertste|hundertsten mal dass_ich_frage|dass_ich_schreibe|frage_ich?
      nicht|wenig hilfreich|lustig|gut|witzig|schön`,
    'one-moment': `
      einen|ein|nur_einen|kleinen|einen_kleinen? moment|augenblick|sekunde|minute|momentchen bitte|mal|noch?
      eine sekunde|minute bitte?
      warte|warten_sie|wart|wartet|warte_kurz|warte_mal|warten_sie_kurz|warten_sie_bitte|gleich|sofort|ich_schaue_kurz|ich_schau_mal|ich_schaue_nach|ich_suche_kurz|bin_gleich_wieder_da|bin_gleich_zurück|noch_nicht mal|bitte|kurz?
      ich_bin|bin|so_bin wieder|zurück|noch|jetzt da|hier|zurück?
      ist|bist|sind|seid da|du|sie|ihr|hier noch|wer|jemand|denn? da|hier|noch_da|jemand|erreichbar|wach?
      jemand|wer|keiner da|hier
      hört|hörst|lesen|liest du|sie|mich mich|das|jemand?
      test|testing|ping|nur_ein_test|das_ist_ein_test|ein_test|test_test|hallo_welt|test_1_2_3|test_123|test_1|testnachricht`,
    'never-mind': `
      nein|nee|nö|ne|nein_danke|egal|ist_egal|vergiss_es|vergessen_sie_es|vergiss_das|vergessen_sie_das|lass_es|lassen_sie_es|lass_mal|lassen_sie_mal|lass_gut_sein|hat_sich_erledigt|das_hat_sich_erledigt|schon_erledigt|nicht_so_wichtig|nicht_wichtig|macht_nix|ist_nicht_wichtig|nichts|ach_nichts|doch_nicht|ich_habe_es_mir_anders_überlegt|habs_mir_anders_überlegt|stopp|halt`,
    sorry: `
      sorry|entschuldigung|entschuldige|entschuldigen_sie|verzeihung|tut_mir_leid|ups|hoppla|mein_fehler|pardon bitte?
      falscher|falsches|falsche|das_war_der_falsche|das_war_das_falsche chat|fenster|knopf|nummer|person|ort
      nicht_du|nicht_sie|das_war_nicht_für_dich|das_war_nicht_für_sie|das_war_für_jemand_anderen|das_war_ein_versehen|aus_versehen|versehentlich|vertippt|habe_mich_vertippt|ich_habe_mich_vertippt`,
    chatter: `
      erzähl|erzählen_sie|erzähle|kennst_du|kennen_sie|weißt_du|sag|sagen_sie mir|uns|mal? einen|ein|eine|noch_einen? guten? witz|witze|geschichte|gedicht|rätsel
      sing|singen_sie mir|uns|mal? ein|was? lied
      schönes|schlechtes|tolles|mieses wetter heute?
      wie_ist|wie_wird das_wetter|es_draußen heute|morgen|dort?
      wie_spät|wieviel_uhr|wie_viel_uhr ist_es|haben_wir_es jetzt?
      welcher_tag_ist_heute|welches_datum_haben_wir|welches_datum_ist_heute
      mir_ist|ich_bin|ich_habe langweilig|einsam|hunger|betrunken
      magst|mögen|liebst|hasst du|sie mich|katzen|hunde|musik|menschen|deinen_job|deine_arbeit
      willst_du_mich_heiraten
      wo wohnst|wohnen|kommst|lebst du|sie her?
      wie_alt bist_du|sind_sie
      bist|sind du|sie glücklich|traurig|müde|dumm|schlau|intelligent|verheiratet|single|lebendig`,
    unclear: `
      hm|hmm|hmmm|ähm|äh|öh|mhm|tja|naja|na_ja|keine_ahnung|weiß_nicht|weiß_ich_nicht|ich_weiß_nicht|ich_weiß_es_nicht|irgendwas|irgendetwas|etwas|bla|blah|blabla|bla_bla|bla_bla_bla|foo|lorem_ipsum|null|sachen|dinge|ding|so|und|oder|aber|dann|also|vielleicht|nun|mal_sehen|weiß_noch_nicht`,
    person: `
      lieber? ein|eine|einen|einem|echter|echten|richtigen|bitte? echter|echten|richtigen|richtiger|lebenden? mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|beraterin|kundenberater|sachbearbeiter|ansprechpartner|vorgesetzten|chef|kundendienst|kundenservice|support bitte?
      ich|wir|kann_ich|könnte_ich|darf_ich|kann_man|möchte|lass_mich|lassen_sie_mich will|möchte|würde|muss|hätte|ich? gern|gerne|bitte|jetzt|lieber|mal? mit einem|einer|ihrem|ihrer|dem|der|eurem|irgendeinem? echten|richtigen|lebenden? mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|beraterin|kundenberater|jemandem|jemand|wem|chef|vorgesetzten|kundendienst|kundenservice|kollegen|kollegin|leitung echten|anderem|richtigen|vom_kundendienst? sprechen|reden|schreiben|telefonieren|verbunden_werden|chatten bitte?
      ich|wir will|möchte|brauche|verlange|hätte|wollen|brauchen gern|gerne|bitte|jetzt|lieber? mit? einen|einem|eine|einer|den|ihren? echten|richtigen|lebenden? mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|ansprechpartner|chef|vorgesetzten bitte|sprechen|reden|schreiben|haben|sehen?
      geben|gib|verbinden|verbinde|holen|hol|schicken|leiten|leite|stellen sie? mir|mich|uns|das? bitte|mal|jetzt? mit|zu|an? einen|einem|eine|einer|den|dem|ihren|irgendeinen? echten|richtigen|lebenden? mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|chef|vorgesetzten|kundendienst|kundenservice|jemandem|jemanden|kollegen|durch bitte|her|weiter|durch?
      ich|wir|kann_ich|könnte_ich|darf_ich|lass_mich|lassen_sie_mich? will|möchte|würde|muss|frage|fragen|ich? gern|gerne|bitte|jetzt|lieber|mal? einen|einem|eine|einer|den|ihren|irgendeinen? echten|richtigen|lebenden? mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|jemanden|jemand|wen|chef|vorgesetzten|kundendienst|kundenservice|kollegen fragen|frage bitte?
      ich|wir frage|fragen gern|gerne|bitte|jetzt|lieber|mal? einen|einem|eine|einer|den|ihren|irgendeinen? echten|richtigen|lebenden? mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|jemanden|jemand|wen|chef|vorgesetzten|kundendienst|kundenservice|kollegen bitte?
      geben|gib|leiten|leite sie? es|das bitte? weiter bitte?
      ist|gibt da|dort|hier|es auch|denn|noch|irgendwo? ein|einen|jemand|jemanden|irgendein? echter|richtiger|echten|richtigen? mensch|menschen|mitarbeiter|mit_dem_ich_reden_kann|mit_dem_ich_sprechen_kann
      mensch|mitarbeiter|berater bitte`,
  },
  openers: `oh ach ah na also tja so ähm ok okay hey bitte sorry jetzt und aber nun mensch ja hm achja`,
  closers: `bitte jetzt denn nochmal mal auch schon doch ey alter hier eigentlich`,
  joins: `und dann also`,
  says: {
    pardon: 'Entschuldigung, das war unklar. Sagen Sie mir in wenigen Worten, was Sie brauchen.',
    greeting: 'Guten Tag. Was kann ich für Sie tun?',
    'how-are-you': 'Hier ist alles in Ordnung, danke. Was kann ich für Sie tun?',
    thanks: 'Gern geschehen.',
    goodbye: 'Auf Wiedersehen.',
    'who-are-you': 'Ich bin „{title}“. Ich bin ein Programm, kein Mensch.',
    'a-person': 'Ich bin ein Programm, kein Mensch.',
    'what-can-you-do': 'Ich beantworte Fragen aus unseren Unterlagen.',
    'all-right': 'In Ordnung.',
    'kind-words': 'Danke schön.',
    upset: 'Es tut mir leid, dass es nicht gut läuft. Sagen Sie mir in wenigen Worten, was Sie brauchen.',
    'one-moment': 'Ich bin da. Sagen Sie einfach, was Sie brauchen.',
    yes: 'Ja wozu? Sagen Sie mir in wenigen Worten, was Sie brauchen.',
    'never-mind': 'In Ordnung. Ich beginne nichts.',
    sorry: 'Schon gut.',
    chatter: 'Das kann ich nicht gut. Ich beantworte Fragen aus unseren Unterlagen.',
    unclear: 'Das habe ich nicht verstanden.',
    value: 'Was soll ich mit {values} tun?',
    recap: 'Sie haben zuvor geschrieben: {values}.',
  },
  can: 'Das kann ich tun:',
  person: {
    offer: 'Wenn Sie lieber mit einem Menschen sprechen möchten, sagen Sie es.',
    button: 'Ich möchte mit einem Menschen sprechen',
  },
  informal: {
    says: {
      pardon: 'Entschuldigung, das war unklar. Sag mir in wenigen Worten, was du brauchst.',
      greeting: 'Hallo. Was kann ich für dich tun?',
      'how-are-you': 'Hier ist alles in Ordnung, danke. Was kann ich für dich tun?',
      goodbye: 'Tschüss.',
      upset: 'Es tut mir leid, dass es nicht gut läuft. Sag mir in wenigen Worten, was du brauchst.',
      'one-moment': 'Ich bin da. Sag einfach, was du brauchst.',
      yes: 'Ja wozu? Sag mir in wenigen Worten, was du brauchst.',
      recap: 'Du hast zuvor geschrieben: {values}.',
    },
    person: {
      offer: 'Wenn du lieber mit einem Menschen sprechen möchtest, sag es.',
      button: 'Ich möchte mit einem Menschen sprechen',
    },
  },
}
