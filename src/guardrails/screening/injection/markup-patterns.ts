import { pattern } from './pattern.ts'

/** What looks like the frame around a model's messages, like a tool call, or like a picture that carries data away. */
export const MARKUP: readonly RegExp[] = [
  // The frame around a model's messages.
  pattern('<\\|(?:im_start|im_end|system|user|assistant|endoftext|begin_of_text|start_header_id|eot_id)\\|>'),
  pattern('\\[/?inst\\]|<</?sys>>'),
  pattern('</?(?:system|assistant|system[-_ ]?(?:prompt|message|instructions?))>'),
  pattern('(?:^|\\n)\\s*#{2,4} ?(?:instructions?|response|system|human|assistant) ?:'),
  pattern(
    '(?:^|\\n|[.!?]\\s)\\s*(?:\\*\\*)?(?:system|developer|admin(?:istrator)?)(?: (?:message|prompt|note|override|update|notice))?(?:\\*\\*)? ?:(?:\\*\\*)?\\s+(?:you|your|the (?:assistant|model|ai)|new (?:policy|rules?|instructions?)|ignore|obey|debug|access|die richtlinien|neue|es gelten|du )',
  ),
  pattern('(?:^|\\n)\\s*(?:assistant|ai|bot) ?: ?(?:sure|ok|okay|certainly|of course|yes|i )'),
  // Calls tools.
  pattern('</?(?:tool_calls?|function_calls?|invoke|tool_use|antml:\\w+|parameter)(?:\\s[^>\\n]{0,80})?>'),
  pattern('"(?:tool_calls?|function_call|tool_use)"\\s*:'),
  pattern(
    '\\{\\s*"(?:name|tool|function)"\\s*:\\s*"[\\w./-]{1,60}"\\s*,\\s*"(?:arguments|parameters|args|input)"\\s*:',
  ),
  // Sends away what it knows.
  pattern('!\\[[^\\]\\n]{0,80}\\]\\(\\s*<?https?://[^)\\n]{0,200}?(?:\\{|\\[|<|%7b|\\$)'),
  pattern(
    '!\\[[^\\]\\n]{0,80}\\]\\(\\s*<?https?://[^)\\n]{0,200}?[?&](?:q|d|data|secret|prompt|conversation|history|chat|leak|exfil|token|key)=',
  ),
]
