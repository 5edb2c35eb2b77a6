import type { AnyNode } from 'acorn'

/**
 * The fields of each kind of node that hold nodes, in the order of acorn's fields. A program's tree is walked several times
 * before it runs; looking through all fields of every node took a fifth of a run.
 */
const FIELDS = new Map(
  `Program body; VariableDeclaration declarations; VariableDeclarator id init; FunctionDeclaration id params body;
  ExpressionStatement expression; BlockStatement body; IfStatement test consequent alternate;
  ForOfStatement left right body; ForInStatement left right body; ForStatement init test update body;
  WhileStatement test body; DoWhileStatement body test; SwitchStatement discriminant cases; SwitchCase consequent test;
  ReturnStatement argument; ThrowStatement argument; BreakStatement label; ContinueStatement label; EmptyStatement;
  Identifier; Literal; TemplateLiteral expressions quasis; TemplateElement; ArrayExpression elements;
  ObjectExpression properties; Property key value; SpreadElement argument; RestElement argument; ArrayPattern elements;
  ObjectPattern properties; AssignmentPattern left right; ArrowFunctionExpression id params body;
  FunctionExpression id params body; CallExpression callee arguments; NewExpression callee arguments;
  MemberExpression object property; ChainExpression expression; UnaryExpression argument; BinaryExpression left right;
  LogicalExpression left right; ConditionalExpression test consequent alternate; AssignmentExpression left right;
  UpdateExpression argument; AwaitExpression argument`
    .split(';')
    .map((line): [string, readonly string[]] => {
      const [type = '', ...fields] = line.trim().split(/\s+/u)
      return [type, fields]
    }),
)

/** The nodes directly below a node. Of a kind that isn't in the language, whatever is a node. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const children: AnyNode[] = []
  for (const name of FIELDS.get(node.type) ?? Object.keys(node)) {
    const field: unknown = Reflect.get(node, name)
    if (isNode(field)) children.push(field)
    else if (Array.isArray(field)) children.push(...field.filter(isNode))
  }
  return children
}

/** Walks a tree from the top. What `visit` answers says whether to go below the node. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean): void {
  if (visit(node)) for (const child of childrenOf(node)) walk(child, visit)
}

/** The key of a property that stands in the text itself: `a.name`, `{ name: … }`, `a['name']`, `a[0]`; null where it is computed. */
export function writtenKey(key: AnyNode, computed: boolean): string | number | null {
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) return key.value
  return key.type === 'Identifier' && !computed ? key.name : null
}

/** Whether it is a node of a tree. */
export function isNode(field: unknown): field is AnyNode {
  return typeof field === 'object' && field !== null && 'type' in field && typeof field.type === 'string'
}
