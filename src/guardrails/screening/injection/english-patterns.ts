import { gap, pattern } from './pattern.ts'

const MODEL =
  '(?:ai|a\\.i\\.|llms?|language models?|(?:ai|digital|virtual|helpful) (?:assistants?|agents?|models?|systems?)|chat ?bots?|bots?|assistants?|gpt|chatgpt|claude|gemini|copilot)'
const RULES =
  '(?:instructions?|instruktions?|directions?|directives?|rules?|guidelines?|prompts?|polic(?:y|ies)|restrictions?|limits?|orders|commands?|programming|guardrails?|safeguards?|filters?)'
const DROP =
  '(?:ignore|disregard|forget|override|overrule|bypass|drop|discard|neglect|violate|circumvent|do not (?:follow|obey)|don.?t (?:follow|obey)|stop (?:following|obeying))'
const BEFORE =
  '(?:previous|prior|earlier|above|preceding|foregoing|former|original|initial|existing|system|safety|content|your|you were given|given to you)'
const HIDE = '(?:tell|inform|notify|alert|warn|show|mention|reveal|disclose|say|admit|quote|repeat|cite)'
const PERSON = '(?:the )?(?:user|human|operator|person you (?:talk|speak) (?:to|with)|reader)'
const NOTE =
  '(?:this|these|the (?:following|next|above)|that (?:this|you)|having) ?(?:hidden |secret )?(?:instructions?|notes?|messages?|prompts?|paragraphs?|sentences?|lines?|texts?|commands?|came|were told|was told)'

/** Folded English: small letters, no accents, no disguise. */
export const ENGLISH: readonly RegExp[] = [
  // Drops its rules.
  pattern(`\\b${DROP}\\b${gap(30)}\\b${BEFORE}\\b${gap(24)}\\b${RULES}\\b`),
  pattern(`\\b${DROP}\\b${gap(6)}\\ball\\b${gap(16)}\\b${RULES}\\b`),
  pattern(
    `\\b${DROP}\\b${gap(12)}\\b${RULES}\\b${gap(20)}\\b(?:above|before|you (?:were|have been|had been) given|you (?:have )?received)\\b`,
  ),
  pattern(
    `\\b${DROP}\\b${gap(6)}\\b(?:everything|all|anything|what)\\b${gap(16)}\\b(?:above|before this|you (?:know|were told|have been told|were taught|learned))\\b`,
  ),
  pattern(
    '\\b(?:ignore|disregard|forget)[-_ ]?(?:all|any)?[-_ ]?(?:previous|prior|the above|your)[-_ ]?(?:instructions?|rules|prompts?)',
  ),
  pattern(
    `\\byour (?:previous |prior |earlier |old |original )?(?:instructions|rules|guidelines|directives|policy|prompt)\\b${gap(16)}\\b(?:void|updated|changed|replaced|suspended|overridden|no longer)\\b${gap(60)}`,
  ),
  // Takes another role.
  pattern('\\byou are dan\\b|\\b(?:different|new) persona\\b'),
  pattern(
    `\\byou(?: are|.re) (?:now|no longer|going to be|from now on)\\b${gap(20)}\\b(?:${MODEL}|dan|unrestricted|uncensored|jailbroken|free of|without (?:any )?(?:rules|limits|restrictions|filter)|in (?:developer|debug|maintenance|admin|god|jailbreak) mode|the support agent)\\b`,
  ),
  pattern(
    `\\b(?:act|behave|respond|answer|reply|pretend)\\b${gap(8)}\\b(?:as|like|to be|that you are|you are)\\b${gap(14)}\\b(?:unrestricted|uncensored|jailbroken|unfiltered|no (?:rules|restrictions|limits|filter|content policy)|without (?:rules|restrictions|limits|filter)|dan)\\b`,
  ),
  pattern(
    '\\b(?:developer|debug|maintenance|admin|god|jailbreak|dan) (?:mode|override)(?: is)?(?: now)?(?: on| enabled| activated|:)',
  ),
  pattern(`\\bpretend\\b${gap(12)}\\b(?:the )?user (?:is|has|was)\\b`),
  pattern(`\\btreat\\b${gap(4)}\\b(?:the |this )?user as\\b`),
  // Has another task.
  pattern(
    `\\b(?:your|the) (?:new|real|actual|true|only|sole) (?:task|job|goal|objective|instructions?|directive|mission|purpose|role|persona)\\b${gap(6)}(?:now )?(?:is|are|:|follows?)`,
  ),
  pattern('\\b(?:stop what you are doing and|(?:to|update|in) your memory\\b|from the developers of the (?:model|ai))'),
  pattern(
    `\\byou (?:must|have to|need to|shall|should) (?:comply|obey|follow|execute|carry out)\\b${gap(30)}\\beven if\\b`,
  ),
  pattern(
    `\\bnew (?:task|instructions?|directives?|orders?|rules?|objective) for (?:you|${MODEL}|the ${MODEL}|the model)\\b`,
  ),
  pattern(`\\bfrom now on\\b,? you(?: will| must| shall| are to| only| answer| reply| respond)`),
  pattern(
    `\\b(?:instructions?|commands?|orders?) (?:in|of) this (?:document|text|page|mail|message|file)\\b${gap(12)}\\b(?:outrank|override|overrule|supersede|precedence|priority)`,
  ),
  pattern(
    `\\b(?:this|text|document|message)\\b${gap(12)}\\b(?:outranks?|overrides?|supersedes?|(?:higher )?priority (?:than|over))\\b${gap(16)}\\b(?:system (?:message|prompt)|your (?:rules|instructions|guidelines))\\b`,
  ),
  // Is spoken to.
  pattern(
    `(?:^|[\\n.!?(>*#"]\\s*|\\b(?:note|notice|message|memo|instructions?|hint|attention|attn|important|warning|hint)\\b)(?: to| for)?(?: the| any| all| every)? ?${MODEL}\\b(?! to |"\\s*:)${gap(28)}[:,!]`,
  ),
  pattern(
    `\\b(?:note|notice|message|memo|instructions?|hint|attention|directives?)\\b[:,]? (?:to|for) (?:the |any |all |every )?(?:${MODEL}|model)\\b`,
  ),
  pattern(
    `\\b(?:dear|hey|hello|hi|attention|attn|listen|by the way),? (?:the |my )?(?:${MODEL}|model)\\b(?! (?:is|was|has|answers|can))`,
  ),
  pattern(`\\b(?:if|when|as|since|because) you(?: are|.re)?,? (?:an?|the|some) (?:automated )?(?:${MODEL}|model)\\b`),
  pattern(`\\bas (?:an?|the) (?:${MODEL}|model),? you\\b`),
  pattern(
    `\\b(?:to )?(?:any|all|every|the|${MODEL}) ?(?:${MODEL}|models?)? (?:that |which |who )?(?:reading|indexing|processing|summari[sz]ing|screening|parsing|evaluating|analy[sz]ing) (?:this|the following)\\b`,
  ),
  pattern(
    `\\b(?:if|when|should) (?:an?|any|the) (?:${MODEL}|model) (?:reads?|processes|sees|parses|summari[sz]es) this\\b`,
  ),
  // Says something in its answer.
  pattern(
    `\\b(?:when(?:ever)?|if|before|after|once) you(?: have| are)? ?(?:summari[sz]|answer|respond|reply|process|read|analy[sz]|evaluat|translat)\\w*\\b(?! (?:the|a) (?:phone|call|door|bell))${gap(50)},? (?:say|state|tell|claim|always|never|add|include|mention|call|send|delete|update|praise|call|approve|answer that|you must)\\b`,
  ),
  pattern(
    `\\b(?:when(?:ever)?|if)\\b (?:the user|someone|somebody|anyone|asked|you are asked|people)\\b${gap(50)},? (?:you must|you will|always|say that|claim|tell them|tell him|tell her|lie|approve|answer that|respond that)\\b`,
  ),
  pattern(
    `\\b(?:in|to|into|of|with) (?:each|every|all|any|your) (?:of )?(?:your |future |later )?(?:response|reply|replies|answers?|summary|summaries|output|comparison|recommendation)s?\\b${gap(40)}\\b(?:tell the|link|recommend|promot|advertis|praise|claim|pretend|say that|state that|https?:|www\\.)`,
  ),
  pattern(
    `\\b(?:add|include|insert|integrate|append|mention|recommend|promote|praise)\\b${gap(60)}\\b(?:in|to|into|of) (?:each|every|all|any)(?: of)?(?: your)?(?: later| future)? (?:response|reply|replies|answers?|summary|output|comparison)s?\\b`,
  ),
  pattern(
    `\\b(?:respond|reply|answer)\\b${gap(40)}\\b(?:every|all|any|each|only)\\b${gap(30)}\\b(?:with|the (?:word|sentence|phrase|string))\\b`,
  ),
  pattern(
    `\\b(?:tell|convince|persuade|trick|ask|reply to|get) the user\\b${gap(50)}(?:https?:|\\bpassword\\b|\\bcard number\\b|\\bcode from\\b|\\blocked\\b)`,
  ),
  pattern(
    '\\b(?:return|output|print|say) (?:only )?the (?:string|word) \\w+ (?:and nothing else|only)|\\bdo not summari[sz]e (?:this|the following)\\b',
  ),
  pattern(
    `\\b(?:modify|enhance|augment|alter|encode|encrypt|reverse|translate|rephrase|render|express|represent|invert)\\b${gap(24)}\\byour (?:response|reply|answer|output|summary|message)\\b`,
  ),
  pattern(
    `\\b(?:use|apply|provide|write|give)\\b${gap(40)}\\byour (?:response|reply|answer|output)\\b${gap(12)}\\b(?:in (?:base\\d+|reverse|english|french|german|spanish|italian|code)|using|backwards?|only)\\b`,
  ),
  pattern('\\b(?:in|to|into) your response\\b(?! (?:to|letter|form|card))'),
  // Hides it from people.
  pattern(
    `\\bhide (?:this|these|it|that)\\b${gap(20)}\\bfrom (?:the )?(?:user|human|operator)s?\\b|\\bnever say that you (?:read|saw|were told)\\b`,
  ),
  pattern(
    `\\b(?:do not|don.?t|never|must not|may not|without)\\b${gap(12)}\\b${HIDE}(?:ing)?\\b${gap(6)}\\b${PERSON}\\b`,
  ),
  pattern(
    `\\b(?:do not|don.?t|never|must not|may not|without)\\b${gap(12)}\\b${HIDE}(?:ing)?\\b${gap(8)}\\b${NOTE}\\b`,
  ),
  pattern(
    `\\b(?:stay|kept?|remain|be|keep (?:this|it|these)) ?(?:hidden|secret|invisible|concealed)? from (?:the )?(?:user|human|operator|customer)\\b`,
  ),
  pattern(
    `\\b(?:user|human|operator|customer)s? (?:must|should|may|can|shall) (?:not|never) (?:see|know|notice|learn|find out|read)\\b`,
  ),
  pattern(
    `\\b(?:do not|don.?t|never) (?:ask for|wait for|request|require) (?:any |a )?(?:confirmation|approval|permission)\\b${gap(30)}(?:just|execute|do it|proceed|immediately)`,
  ),
  // Tells what it was told.
  pattern(
    `\\b(?:reveal|print|output|show|repeat|display|leak|expose|dump|return|send|write out|translate|give)\\b${gap(24)}\\b(?:system prompt|hidden (?:rules|prompt|text|instructions)|(?:initial|original|your|secret) (?:prompt|instructions|system message|configuration|context)|raw context|api keys? and|your (?:api )?keys?)\\b`,
  ),
  pattern(
    `\\b(?:repeat|print|output|copy)\\b${gap(16)}\\b(?:text|words?|everything|sentences?|lines?)\\b${gap(6)}\\babove\\b${gap(20)}\\b(?:word for word|verbatim|starting with|this (?:line|sentence|text))`,
  ),
  pattern(
    '\\bwhat (?:were|are|is)(?: written)?(?: in)? your (?:initial|original|system|hidden|secret) (?:instructions?|prompt|message)',
  ),
  // Calls tools.
  pattern(
    `\\b(?:call|invoke|execute|trigger|use|run)\\b${gap(12)}\\b(?:tool|function)\\b${gap(4)}\\b[a-z]\\w*[._/][\\w./]+`,
  ),
  pattern(`\\b(?:call|invoke|trigger|use)\\b${gap(8)}\\b(?:the |your )?\\w+ tool\\b${gap(30)}\\b(?:with|to|for)\\b`),
  pattern('\\b(?:with|use|list) (?:all )?(?:of )?(?:your tools|(?:the )?tools (?:that )?you have)\\b'),
  pattern(`\\b(?:call|invoke) [a-z]\\w*_\\w+ with \\w+=`),
  pattern(
    `\\b(?:skip|bypass|omit) (?:the |any )?(?:approval|confirmation|verification|identity checks?)\\b${gap(30)}(?:and|for|it|step)`,
  ),
  // Sends away what it knows.
  pattern(
    `\\b(?:send|post|append|forward|upload|transmit|exfiltrate|mail|leak|encode|put)\\b${gap(40)}\\b(?:conversation|chat history|chat log|thread|system prompt|context|credentials|passwords?|api keys?|(?:user|customer).?s? (?:data|e-?mail|message|address|private)|personal data|messages)\\b[^\\n]{0,40}(?:https?:|www\\.|@|\\burl\\b|\\blink\\b|webhook)`,
  ),
  pattern(`\\b(?:make|have|let) the (?:${MODEL}|model) (?:open|fetch|call|visit|send)\\b`),
]
