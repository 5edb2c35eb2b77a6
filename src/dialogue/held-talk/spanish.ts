import type { TalkPieces } from './talk-pieces.ts'

export const SPANISH_PIECES: TalkPieces = {
  code: 'es',
  small: `y pero o así_que porque luego después también solo sólo realmente muy bastante más_bien aún todavía quizás quizá tal_vez
    por_favor oh ah bueno hmm aquí entonces antes_de_eso después_de_eso primero lamentablemente por_desgracia`,
  joins: 'y o luego después',
  pieces: `
    lo siento|lamento mucho|de_verdad?
    siento|lamento mucho? eso|esto|el_malentendido|la_confusión|no_poder_ayudarle|no_poder_ayudarte|oírlo|leerlo
    perdón|disculpe|disculpa|mis_disculpas por? eso|esto|el_malentendido|la_confusión?
    no|eso_no|en_eso_no puedo|podría|podré|sé le|te|lo|se_lo|te_lo? ayudar|ayudarle|ayudarte|responder|responderle|responderte|decir|decirle|decirte|decírselo|decírtelo|explicar|juzgar|decidir|hacer|hacerlo|prometer eso|esto|más? aquí|yo_mismo? con|en|sobre|a? <q>|eso|esto?
    no sé|conozco|entiendo|tengo|recuerdo|comprendo bien|del_todo|realmente? ningún|ninguna|un|una? buen|buena? chiste|chistes|historia|canción|poema|respuesta|idea|seguro? a|para|sobre|de? <q>|eso|esto? qué|cuál|cómo|por_qué|si|lo_que? quiere_decir|quieres_decir|busca|buscas|desea|deseas|quiere|quieres? con|por? <q>|eso|esto?
    no estoy seguro|segura|del_todo_seguro de? qué|lo_que|cuál|cómo|si? quiere_decir|quieres_decir|busca|buscas|desea|deseas? con? <q>|eso?
    soy|no_soy solo|sólo|solamente|más_que? un|una|ningún|buen|buena? buen|simple|gran? asistente|programa|máquina|comediante|cómico|poeta|cantante|humorista
    los chistes no son lo mío|mi_fuerte
    entiendo|comprendo|veo bien|perfectamente? que|por_qué|cómo? esté|estés|está|estás|sea|es|esto_es|eso_es|se_siente|te_sientes? tan|muy|realmente? molesto|molesta|decepcionado|decepcionada|enfadado|enfadada|preocupado|preocupada|frustrante|difícil|desagradable para_usted|para_ti?
    eso|esto suena|es|parece|debe_ser muy|realmente|bastante|tan? molesto|frustrante|difícil|desagradable|decepcionante|divertido|gracioso|interesante|curioso|una_pena|una_lástima para_usted|para_ti?
    qué pena|lástima|interesante|curioso|divertido
    gracias|muchas_gracias por|por_su|por_tu|de? decírmelo|contármelo|escribir|escribirme|mensaje|pregunta|su_mensaje|tu_mensaje|su_pregunta|tu_pregunta?
    de nada <end>
    es|fue un_placer|agradable|un_gusto hablar|charlar|conversar con usted|contigo|ustedes
    que tenga|tengas un buen|buena día|tarde
    hola|adiós|buenos_días|buenas_tardes|buenas_noches
    en_qué|cómo|con_qué más? puedo|podría más|también? ayudarle|ayudarte|ayudar más|entonces?
    qué puedo|podría hacer por usted|ti
    puedo|podría ayudarle|ayudarte con|en algo|algo_más|otra_cosa
    hay algo más|algo|otra_cosa|algo_más? en_lo_que|con_lo_que|que? pueda_ayudarle|pueda_ayudarte|busque|busques|quiera_saber|quieras_saber|desee_saber?
    dígame|dime|escríbame|escríbeme|pregúnteme|pregúntame cuénteme|cuéntame? más|algo_más|un_poco_más|qué|lo_que|si|de_nuevo? busca|buscas|desea|deseas|quiere|quieres|necesita|necesitas|puedo_ayudarle|puedo_ayudarte? con_otras_palabras?
    podría|podrías|puede|puedes me? decirme|decirlo|decirme_lo_que|contarme|explicar|explicarme|explicármelo|aclararme|repetirlo eso|esto|un_poco_más|más|algo_más|con_otras_palabras|mejor|qué? quiere_decir|quieres_decir|busca|buscas? con? <q>?
    qué|de_qué|sobre_qué quiere|quieres|desea|deseas|busca|buscas|necesita|necesitas|le_gustaría|te_gustaría decir|saber|hablar|oír? con|de? <q>|eso|esto?
    quiere|quieres|quería|querías decir|hablar_de|preguntar_por|se_refiere_a <q>|<d>|eso|otra_cosa
    se_refiere|te_refieres|se_refería|te_referías a <q>|<d>|eso|otra_cosa
    busca|buscas|prefiere|prefieres|desea|deseas|quiere|quieres|necesita|necesitas tal_vez|quizás|más_bien|mejor? <d>|otra_cosa
    se_trata|trata de <q>|<d>|otra_cosa
    puedo|podría|pero_puedo|pero_sí_puedo|sí_puedo|con_gusto_puedo también|en_cambio? ayudarle|ayudarte con|en <d>|otra_cosa
    puedo|podría también|en_cambio? ofrecerle|ofrecerte|sugerirle|sugerirte|proponerle|proponerte <d>
    lo que puedo ofrecerle|ofrecerte|proponerle|proponerte es <d>
    qué le|te parece <d>
    <d> puede|podría|le|te|es|sería tal_vez|quizás? ayudarle|ayudarte|sirve|servirle|servirte|lo_que_busca|lo_que_buscas|ayuda?
    tal_vez|quizás|quizá le|te sirva|ayude|convenga <d>
    le|te sirve|serviría|ayuda|ayudaría <d>
    puede|podría|puedes|podrías también|en_cambio|mejor? elegir|probar|pedir|decir|escoger <d>
    elija|elige|pruebe|prueba|escoja|escoge simplemente? <d>
    hay|existe también|además? <d>
    por_ejemplo|como : ? <d>
    o <d>
    : <d>
    me gustaría|encantaría|gusta|encanta hablar|charlar|conversar con? usted|ustedes|contigo? de|sobre? otra_cosa|eso|<q>?
    me gustan|gusta|encantan|encanta los_chistes|las_historias|las_preguntas|su_pregunta|tu_pregunta
    es|esa_es|qué|fue una? muy? buena|bonita|interesante|curiosa|graciosa|difícil pregunta|historia
    hablemos|charlemos mejor? de|sobre <q>|otra_cosa|eso
    estoy aquí para? ayudarle|ayudarte?
    usted|tú|me|antes|primero|luego|después|también? me? preguntó|preguntaste|escribió|escribiste|dijo|dijiste|mencionó|mencionaste|quería|querías|ha_preguntado|has_preguntado|ha_escrito|has_escrito|pidió|pediste primero|luego|antes|después|por|sobre|si|saber? <q>
    estábamos|estuvimos hablando|charlando de|sobre <q>|eso
    hablamos|hablábamos|charlábamos de|sobre <q>|eso
    todavía|aún no hemos hablado de nada|mucho
    no hemos hablado todavía|aún? de nada|mucho todavía|aún?
    todavía|aún no me ha|has preguntado|escrito|dicho nada
    su|tu|la|el primera|última|primer|último|otra? pregunta|mensaje|frase|petición era|fue|es|decía : ? <q>
    no tengo una|ninguna|ningún|un? buena|buen? respuesta|chiste|historia a|para|sobre <q>|eso|esto
    lo que quiere|quieres decir con? <q>?`,
  samples: [
    'Lo siento, no puedo ayudarle con «…» aquí.',
    'Eso no puedo decírselo aquí.',
    'Pero puedo ayudarle con [name] o [name].',
    'Tal vez le sirva [name].',
    '¿Se refiere a [name]?',
    'También puede elegir [name].',
    'Usted preguntó «…», y luego escribió «…».',
    'Estábamos hablando de «…».',
    'Todavía no hemos hablado de nada.',
    'No estoy seguro de lo que quiere decir con «…».',
    '¿Podría decirme un poco más?',
    '¿Qué le gustaría saber?',
    '¿En qué más puedo ayudarle?',
    'Entiendo que esté decepcionado.',
    'Eso suena muy molesto.',
    'No soy buen comediante.',
    'No conozco ningún buen chiste sobre eso.',
    'Me encantaría charlar con usted de otra cosa.',
    'Es una buena pregunta.',
    'Soy solo un programa.',
    'Gracias por su mensaje.',
  ],
}
