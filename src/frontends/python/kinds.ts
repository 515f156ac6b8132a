/** Grammar nodes that the lowering looks at; all other named nodes are `other`, all other tokens are dropped. */
const NAMED = [
  "other", "ERROR", "module", "block", "expression_statement", "assignment", "augmented_assignment", "return_statement", "delete_statement", "raise_statement",
  "pass_statement", "break_statement", "continue_statement", "global_statement", "nonlocal_statement", "assert_statement", "import_statement", "import_from_statement",
  "future_import_statement", "aliased_import", "dotted_name", "relative_import", "import_prefix", "wildcard_import", "if_statement", "elif_clause", "else_clause",
  "for_statement", "while_statement", "try_statement", "except_clause", "finally_clause", "with_statement", "with_clause", "with_item", "match_statement", "case_clause",
  "case_pattern", "function_definition", "class_definition", "decorated_definition", "decorator", "parameters", "lambda_parameters", "default_parameter", "typed_parameter",
  "typed_default_parameter", "list_splat_pattern", "dictionary_splat_pattern", "tuple_pattern", "list_pattern", "pattern_list", "keyword_separator", "positional_separator",
  "type_alias_statement", "print_statement", "chevron", "exec_statement", "identifier", "attribute", "subscript", "slice", "call", "argument_list", "keyword_argument",
  "list_splat", "dictionary_splat", "parenthesized_expression", "parenthesized_list_splat", "list", "tuple", "set", "dictionary", "pair", "list_comprehension",
  "set_comprehension", "dictionary_comprehension", "generator_expression", "for_in_clause", "if_clause", "binary_operator", "boolean_operator", "unary_operator",
  "not_operator", "comparison_operator", "conditional_expression", "lambda", "await", "yield", "named_expression", "as_pattern", "as_pattern_target", "expression_list",
  "string", "concatenated_string", "string_start", "string_content", "string_end", "interpolation", "type_conversion", "format_specifier", "format_expression", "integer",
  "float", "true", "false", "none", "ellipsis", "type", "generic_type", "union_type", "member_type", "constrained_type", "splat_type", "type_parameter", "class_pattern",
  "keyword_pattern", "dict_pattern", "union_pattern", "splat_pattern", "complex_pattern", "comment", "line_continuation",
] as const;

const TOKENS = [
  "+", "-", "*", "@", "/", "%", "//", "**", "|", "&", "^", "<<", ">>", "~", "and", "or", "<", "<=", "==", "!=", ">=", ">", "<>", "in", "not in", "is", "is not",
  "+=", "-=", "*=", "/=", "@=", "//=", "%=", "**=", ">>=", "<<=", "&=", "^=", "|=", "as", "from", "async", ":", ":=", "=", "_",
] as const;

const NAMES: readonly string[] = [...NAMED, ...TOKENS];

type Named = (typeof NAMED)[number];

/** Number of each grammar node, by its name. Tokens come after all named nodes. `fromEntries` cannot say that every name is there; the list it maps is the type's own source. */
export const Kind = Object.fromEntries(NAMED.map((name, i) => [name, i])) as Readonly<Record<Named, number>>;

/** A grammar node's name. */
export type NodeName = Named;

/** Text of an operator or keyword token, name of any other node. */
export function kindName(kind: number): string {
  return NAMES[kind] ?? "other";
}

/** True for operator and keyword tokens, which are no operands. */
export function isToken(kind: number): boolean {
  return kind >= NAMED.length;
}

/** Kind of a grammar symbol; null where the symbol is a token without meaning to us (brackets, commas, keywords). */
export function kindOfSymbol(name: string, named: boolean): number | null {
  const list: readonly string[] = named ? NAMED : TOKENS;
  const index = list.indexOf(name);
  if (index >= 0) return named ? index : NAMED.length + index;
  return named ? Kind.other : null;
}

/** Number of each operator or keyword token that has a meaning to us; the mapped list is the type's own source. */
export const Token = Object.fromEntries(TOKENS.map((name, i) => [name, NAMED.length + i])) as Readonly<Record<(typeof TOKENS)[number], number>>;
