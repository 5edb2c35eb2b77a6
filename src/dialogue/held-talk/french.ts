import type { TalkPieces } from './talk-pieces.ts'

export const FRENCH_PIECES: TalkPieces = {
  code: 'fr',
  small: `et mais ou donc car puis ensuite aussi juste vraiment très bien plutôt encore peut-être oh ah eh hmm ici sinon alors
    malheureusement hélas d'abord avant_cela après_cela s'il_vous_plaît s'il_te_plaît`,
  joins: 'et ou puis ensuite',
  pieces: `
    je suis vraiment|sincèrement|très? désolé|désolée|navré|navrée pour|de? cela|ça|ce_malentendu|cette_confusion?
    désolé|désolée|pardon pour|de? cela|ça|ce_malentendu?
    toutes|mes mes|excuses excuses?
    je ne|n' peux|puis|saurais|pourrai|suis_pas_en_mesure_de pas|malheureusement_pas|hélas_pas? ici? vous|t'|te? le? aider|répondre|dire|expliquer|juger|décider|faire|promettre|aider_ici cela|ça|plus? moi-même|ici? pour|avec|à|sur|dans|au_sujet_de? <q>|cela|ça?
    je ne vous|te comprends|suis pas bien|tout_à_fait?
    je ne|n' sais|connais|comprends|ai|vois|suis pas|aucune|aucun|pas_de bien|vraiment|tout_à_fait? bonne|bon? blague|blagues|histoire|chanson|poème|réponse|idée|sûr|sûre? à|sur|de|pour? <q>|cela|ça? ce_que|ce_qui|quel|quelle|comment|pourquoi|si? vous_voulez_dire|vous_cherchez|vous_souhaitez|tu_veux_dire|tu_cherches|tu_souhaites? par? <q>|cela|ça?
    je suis|ne_suis pas? un|une|qu'un|qu'une? simple|bon|bonne|grand? assistant|assistante|programme|machine|comédien|comique|poète|chanteur
    ce|cela|ça n'est|n'est_pas pas|vraiment? mon|une fort|spécialité|question? 
    les blagues ne sont pas mon fort
    je comprends|vois|entends bien? que|pourquoi|comment? vous|tu|c'est|cela? êtes|es|soyez|sois|soit|est? très|vraiment|si? contrarié|contrariée|déçu|déçue|fâché|fâchée|inquiet|inquiète|agaçant|décevant|pénible|difficile|frustrant pour_vous|pour_toi?
    je comprends|vois bien?
    c'est|cela_semble|ça_semble|cela_doit_être|ça_doit_être|cela_a_l'air très|vraiment|bien|plutôt? agaçant|décevant|pénible|difficile|frustrant|désagréable|dommage|drôle|amusant|intéressant|gentil pour_vous|pour_toi?
    merci beaucoup? de|pour? me|m'|votre|ton|ta? l'|le? dire|écrire|avoir_dit|avoir_écrit|message|question?
    je vous|t' en prie
    c'est|c'était un_plaisir|agréable|sympa de parler|discuter|bavarder avec vous|toi
    bonne|belle journée|soirée
    bon week-end|après-midi
    bonjour|bonsoir|salut|au_revoir
    que|comment|en_quoi|à_quoi puis-je|pourrais-je encore? faire|vous_aider|t'aider|aider pour_vous|pour_toi|autrement?
    puis-je|pourrais-je encore? vous|t'? aider autrement|pour_autre_chose|avec_autre_chose?
    y_a-t-il|est-ce_qu'il_y_a autre_chose|quelque_chose que|qui|avec_quoi|pour_quoi|dont? vous_souhaitez|vous_cherchez|vous_voulez|tu_souhaites|tu_cherches|tu_veux|je_peux_vous_aider|je_peux_t'aider? savoir?
    dites-moi|dis-moi|écrivez-moi|écris-moi|demandez-moi|demande-moi simplement? plus|autre_chose|en_plus|encore|un_peu_plus|ce_que|ce_dont|si? vous_cherchez|vous_souhaitez|vous_voulez|vous_avez_besoin|tu_cherches|tu_souhaites|tu_veux|tu_as_besoin|je_peux_vous_aider|je_peux_t'aider? en_d'autres_mots|autrement|d'autre|de_plus?
    pouvez-vous|pourriez-vous|peux-tu|pourrais-tu m'|me|le? en? dire|expliquer|préciser|l'expliquer|le_dire|reformuler cela|ça|un_peu_plus|plus|davantage|autrement|en_d'autres_mots|ce_que? vous_voulez_dire|tu_veux_dire|vous_cherchez|tu_cherches? par? <q>?
    que|qu'est-ce_que|de_quoi|à_quoi voulez-vous|souhaitez-vous|cherchez-vous|veux-tu|souhaites-tu|cherches-tu|vous_voulez|vous_souhaitez|vous_cherchez|tu_veux|tu_cherches dire|savoir|parler|entendre|? par|de|avec? <q>|cela|ça?
    voulez-vous|vouliez-vous|veux-tu|voulais-tu dire|parler_de <q>|<d>|cela|ça|autre_chose
    souhaitez-vous|cherchez-vous|préférez-vous|voulez-vous|souhaites-tu|cherches-tu|préfères-tu|veux-tu plutôt|peut-être? <d>|autre_chose|parler_d'autre_chose
    s'agit-il|est-ce_qu'il_s'agit|parlez-vous|parles-tu de <q>|<d>|autre_chose
    je peux|pourrais|serais_heureux_de|serais_ravi_de mais|aussi|plutôt|en_revanche|par_contre? vous|t' aider avec|pour <d>|autre_chose
    je peux|pourrais aussi|plutôt|en_revanche|par_contre? vous|te proposer|suggérer <d>
    ce que je peux vous|te proposer est|c'est <d>
    que|et pensez-vous|penses-tu? de <d>
    peut-être|sans_doute que? <d> vous|t'|te|peut|pourrait aide|aidera|aiderait|convient|aider|vous_aider|t'aider?
    <d> peut|pourrait|serait|est peut-être|plutôt|mieux? vous_aider|t'aider|ce_que_vous_cherchez|ce_qu'il_vous_faut|ce_que_tu_cherches|mieux?
    vous|tu pouvez|pourriez|peux|pourrais aussi|plutôt|toujours? choisir|essayer|dire|demander <d>
    choisissez|choisis|essayez|essaie simplement|plutôt? <d>
    il y a aussi|encore|plutôt? <d>
    par_exemple|comme|notamment : ? <d>
    ou <d>
    : <d>
    j'aimerais|j'aime|je_serais_ravi_de|je_serais_heureux_de|je_veux_bien bien|beaucoup? parler|discuter|bavarder avec? vous|toi? de|d'? autre_chose|cela|ça|<q>?
    j'aime bien|beaucoup? les_blagues|les_histoires|les_questions|votre_question|ta_question
    c'est|c'était|quelle|voilà une|vraiment_une? bonne|belle|drôle_de|intéressante|jolie question|pensée|histoire|blague
    parlons|discutons|bavardons plutôt? de|d' <q>|autre_chose|cela
    je suis seulement|juste|là|là_pour_vous_aider|là_pour_t'aider
    vous|tu avez|as|vouliez|voulais|m'avez|m'as demandé|écrit|dit|mentionné|parlé|savoir|posé|parler d'abord|ensuite|avant|de|pour|si|sur|à_propos_de|la_question? <q>
    avant|après|d'abord|ensuite|puis|plus_tôt|finalement c'était|vous_avez_écrit|vous_avez_demandé|vous_avez_dit|tu_as_écrit|tu_as_demandé|tu_as_dit|il_y_a_eu <q>
    nous|on parlions|avons_parlé|discutions|avons_discuté|parlait|a_parlé|discutait juste|justement? de <q>|cela|ça
    il s'agissait|s'agit d'abord|juste|justement? de <q>
    nous|on n'avons|n'a encore|pas_encore|encore_rien|rien parlé|dit de? rien|grand-chose?
    vous|tu ne|n' m'? avez|as encore rien demandé|écrit|dit
    votre|ta|ton|la première|dernière|premier|dernier|autre? question|message|phrase|demande était|est|disait : ? <q>
    je n'ai pas|aucune|malheureusement_pas de|bonne? réponse|blague|histoire à|pour|sur? <q>|cela|ça
    ce que vous_voulez|vous_vouliez|tu_veux|tu_voulais dire par? <q>?`,
  samples: [
    'Je suis désolé, je ne peux pas vous aider pour « … ».',
    'Je ne peux pas vous dire cela ici.',
    'Mais je peux vous aider avec [name] ou [name].',
    'Peut-être que [name] vous convient.',
    'Voulez-vous dire [name] ?',
    'Vous pouvez aussi choisir [name].',
    'Vous avez demandé « … », puis vous avez écrit « … ».',
    'Nous parlions de « … ».',
    'Nous n’avons encore parlé de rien.',
    'Je ne sais pas ce que vous voulez dire par « … ».',
    'Pourriez-vous m’en dire un peu plus ?',
    'Que souhaitez-vous savoir ?',
    'En quoi puis-je encore vous aider ?',
    'Je comprends que vous soyez déçu.',
    'C’est vraiment agaçant.',
    'Je ne suis pas un bon comique.',
    'Je ne connais pas de bonne blague sur cela.',
    'J’aimerais bien bavarder avec vous d’autre chose.',
    'C’est une bonne question.',
    'Je suis un simple programme.',
    'Merci pour votre message.',
  ],
}
