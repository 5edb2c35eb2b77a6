import type { ActLanguage } from './act-language.ts'

/** What makes English polite, and what is left out before anything is looked for. */
export const ENGLISH_ASIDES = {
  polite: `pls|plz|plese|pleas|plase|plz1|kindly
    would you be so kind as_to|and|to
    be so kind as_to|and
    it? would|itd be <very>? great|nice|good|lovely|kind|helpful|awesome|super|wonderful if <you> could|can|would|will
    i? would|id <very>? appreciate|love|like it? if <you> could|can|would
    i? would|id <very>? appreciate it? if <you> !dont|didnt|never|not|havent|hadnt|left|kept|stopped|told|explained|asked
    would|youd|itd|it_would be doing me|us a great|big|huge|massive? favour|favor if <you> !dont|didnt|never|not|could|would|can|left|kept|stopped|told|explained
    id|i_would|we_would|wed be <very>? grateful|glad|happy|thankful|pleased|delighted|obliged if <you> could|can|would
    i? was|am|im|were just? hoping|wondering that|if|whether? <you> could|can|would|might !have
    i|we? hope <you> can|could|will !have
    is|was there? any|a chance|way|possibility that? <you> could|can|would|might !have
    do <you> think <you> could|can|would|might !have
    would it be possible for_you to
    i|we|id|wed would? hereby|kindly|politely|like_to|want_to? ask <you> to
    would kindly? ask|request <you> to
    what i|we|id|wed want|need|would_like|like is
    can|could|would|will? <you>? do me|us a favour|favor|kindness and|please?
    will|would|could|can|wont <you> $
    would be <very>|much|greatly? appreciated|great|nice|lovely|good|wonderful|welcome $
    if you could|would please|kindly
    could|may|might|can i trouble|bother you to|for
    would you ever
    might you !have|be|not
    reckon <you> could|can|would
    could|can|would|might <you> possibly|perhaps|maybe
    would you be so good|kind|nice as_to|and|to
    would it be too much trouble|bother to|for_you_to
    you_would|youd|itd|it_would be doing me|us a great|big|huge|massive? favour|favor if <you> could|can|would?
    would you be a|an angel|star|dear|sweetheart|love|legend and
    would|do|wouldnt <you> mind !if
    i|we should be <very>? grateful|glad|happy|thankful|pleased|delighted|obliged if <you> could|can|would|will
    perhaps|maybe? <you> would|could|might be so? kind|good|nice enough? as_to|to|and
    may|might|could|can i|we ask|beg|request|persuade|convince|invite of? <you> to
    please to !be
    id|i_would|we_would|wed be <very>? grateful|glad|happy|thankful|pleased|delighted|obliged if youd
    how about <you>
    can|could|would|will <you> please? see_to_it|see_that|make_sure|ensure|arrange that? !if|whether
    should|would be <very>? grateful|glad|thankful|obliged if <you> would|could|can
    please? do the needful and
    can|could|would|will <you> please? go ahead and`,
  transparent: `if possible|thats_ok|that_is_ok|you_can|you_could|you_dont_mind|i_may|you_please|at_all_possible|thats_okay|you_would
    if you dont|do_not mind
    as soon as possible|you_can|u_can|poss
    as discussed|agreed|promised|requested|instructed|announced
    just? letting_you_know|to_let_you_know|writing_to_say|wanted_to_say that?
    like|as|than it|the_box|the_label|the_picture|the_page says|said|say on|in? the? box|label|website|page|picture|tin? $
    by mistake|accident i think
    when you get_a_sec|get_a_second|get_a_minute|get_a_moment|have_a_sec|have_a_minute|have_a_second|are_free
    when you can|get_a_chance|have_time|have_a_moment|get_the_chance
    once more|again
    unfortunately|sadly|regrettably
    at once
    as|like i said|wrote|mentioned|told_you
    order no|nr|num|number #
    i am|was writing|contacting|messaging|emailing you? to
    im writing|contacting you? to
    no matter what|which|how|where|who|whether
    have a nice|good|great|lovely|wonderful day|evening|weekend|one|time
    heaven|god|heavens forbid
    whoever|whomever|anyone|to_whoever|to_anyone reading|reads this
    it|tracking|status|app|website|#|parcel|order|system just|only? says|shows|reads delivered
    oh no|noo|nooo
    than anything|something else
    it|tracking|status|app|website|site|page|courier|carrier|dhl|ups|gls|system|#|parcel|order says|shows|claims|reads|states that? it|its|#|they|this|that|parcel|order|package|item? was|is|has_been|were|been|got? delivered|handed|left|arrived|collected|signed_for
    i? hope|hoping this|you|youre|all find|finds|is|are|having? <pronoun>? a? well|good|fine|lovely|great monday|day|week|weekend?
    according to the|your|my|their? tracking|app|website|site|page|courier|carrier|driver|postman|post|dhl|ups|gls|system|account|status information|info|page|app|number? my|the|this? order|parcel|package|delivery|it|#? #? has_been|was|is|were|got delivered|arrived|left|handed|signed_for|shipped|dispatched|still|being
    driver|courier|postman|dhl|ups|gls|post|carrier|app|tracking says|said|claims|claimed he|she|they|it? delivered|left_it|handed
    when|whenever its|it_is|theyre|they_are on|lit|burning|switched_on|turned_on
    i|we used|gave|had|entered when|while ordering|buying|paying|checking_out
    my|the|our bank told|informed|tells me|us that? my|the|our old|new|other? account|card|iban was|is|has|had|will
    no longer than
    at no charge|cost|extra_cost|additional_cost|extra_charge
    no rush|hurry|pressure|stress
    without charge|delay|further_delay|undue_delay
    cant|cannot|can_not wait
    if its|it_is not|no too_much? trouble|bother|hassle
    respectfully|formally|cordially|ngl|tbh
    united states of_america?
    not|aint gonna|going_to lie
    not_yet|yet_to_be|as_yet been? shipped|dispatched|sent|unshipped
    when i|we open|opened|unpack|unpacked|received|get|got it|them|the_box|the_parcel|the_package?
    when im|i_am working|reading|sleeping|sitting|cooking
    never|not home|in|there|at_home when the post|postman|parcel|courier|delivery|mail comes|arrives
    as soon as you|i|we touch|use|light|open|strike it|them|one
    as if they|theyd|it|itd|someone|somebody
    i|we|ill|well will? send|bring|post|ship|drop it|them|the_packet|the_parcel|everything? back? it|them|the_packet|the_parcel|everything? off? tomorrow
    were|we_are|im|i_am moving|travelling|traveling|leaving|away next week|month|year so|therefore
    can wait till|until next year|month|week|spring|summer
    and? so was|were|is|are|did|does the
    what it|the_box|the_label says|said on? the|your? packet|box|tin|label|packaging
    it|which says|said|reads on the|your|its packet|box|tin|label|packaging|slip|receipt|invoice|bill
    the|your|its label|tag|packet|packaging|tin|manual|description|item_description|listing|leaflet says|said|reads !refund|cancel|send|please|to|that|change|pay|return
    driver|courier|postman|delivery_man|dhl|ups|gls says|said|claims|claimed he|she|they gave|put|dropped|left|handed
    you|your_colleague|your_support|your_hotline asked|told me to write|message|ask here|in_here
    i|we|ive|weve already? wrote|written|emailed|mailed|messaged to? you|u by|on|about|last|yesterday|twice|before|already|an
    never wrote|said one|a|any
    and? nobody|no_one|noone answered|answers|replied|responded
    dont|do_not want to wait any_longer|anymore|longer|forever|any_more
    nothing but|more_than|less_than
    i|we was|were going to keep it|them|this|that
    you|your_colleague|your_support|your_hotline|they said to write here|in_here
    it says # but it must|should|has_to be
    do|does|did what it says|claims|promises|should
    before you|they send|ship|dispatch|pack|post it|them|the_clock|the_parcel|the_order|anything|this? somewhere_else|out|off|to_the_wrong_place|to_the_old_address? $
    before it ships|leaves|goes_out|is_shipped|is_sent|gets_shipped|gets_sent|is_packed
    im|were|i_am|we_are moving|travelling|traveling|leaving|away next week|month|year $
    as soon as its|it_is|theyre|i on|lit|turn_it_on|switch_it_on|plug_it_in
    tracking|dhl|ups|status|post|royal_mail says|shows|confirms you|they got|received|have it|them
    i|we have|had|ive|weve think|thought|thinking about it|this
    yet right
    tracking|dhl|ups|status says|shows|confirms youve|you_have got|received it|them
    when|once you read|see|get this|my_message|my_mail
    against|towards order|my_order|the_order #
    have thought it over|about_it
    if you need|want|require|would_like them|it|photos|pictures|proof|more|one|the_bic too|though|to_see? $
    let me know if you need|want|require the_bic|bic|anything|more|anything_else|further_details|photos|pictures too|else|from_me?
    ill|i_will start_over|try|order|reorder|shop|look again|one? another day|time
    im|were|i_am|we_are away|out|abroad|travelling|on_holiday|off all|most? of? next|this week|month
    and? let me|us know when|once|as_soon_as ...!if|want|need $
    instead of where|what it says rn|now|currently|right_now?
    before shipping|dispatch|sending|delivery|packing|posting $
    so? itd|it_would be great|nice|good|best|easier|better if it|they|you went|goes|could_go|came|send|sent it?
    i|we wrote|typed|put|gave|entered my|the address|street|house_number|postcode not? correctly|wrongly|wrong|incorrectly
    im|i_am|were|we_are staying|living|working there|here until|till ... $`,
} satisfies Partial<ActLanguage>
