import type { Parameter } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { readArguments } from "./access.js";
import type { UnitDraft } from "../frame.js";
import { Kind, Token } from "./kinds.js";
import type { Lowering, PythonFrame, ReadExpression, ReadStatement } from "./lowering.js";
import { scopeOf } from "./scopes.js";
import { plainText } from "./strings.js";
import { NONE, type NodeId } from "./syntax.js";
import { assign } from "./targets.js";

function readDecorated(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const decorators: UnitDraft["decorators"] = [];
  for (const child of syntax.operands(node)) {
    if (syntax.kind(child) === Kind.decorator) {
      const expression = syntax.operand(child, 0);
      decorators.push({ value: l.expression(expression), at: l.span(expression === NONE ? child : expression) });
    } else if (syntax.kind(child) === Kind.function_definition) {
      readFunction(l, child, decorators);
    } else if (syntax.kind(child) === Kind.class_definition) {
      readClass(l, child, decorators);
    }
  }
}

/** Reads a function's head now and its body when the unit around it is finished. */
function readFunction(l: Lowering, node: NodeId, decorators: UnitDraft["decorators"] = []): void {
  const { syntax, frame } = l;
  const name = syntax.child(node, Kind.identifier);
  const unit = l.openUnit(frame.kind === "class" ? "method" : "function", nameOf(l, name), frame, l.span(node), syntax.hasToken(node, Token.async));
  unit.decorators.push(...decorators);
  readParameters(l, syntax.child(node, Kind.parameters), unit);
  const returned = syntax.child(node, Kind.type);
  if (returned !== NONE) unit.returnAnnotation = l.annotation(returned);
  frame.deferred.push({ node, unit, parent: frame });
  if (name !== NONE) frame.env.set(unit.name, l.values.unit(unit.id));
}

function nameOf(l: Lowering, name: NodeId): string {
  return name === NONE ? "<unnamed>" : l.syntax.textOf(name);
}

/** Reads the bodies of all functions inside a finished frame, outermost first, without recursion. */
export function readDeferred(l: Lowering, frame: PythonFrame): void {
  const work = [...frame.deferred].reverse();
  for (let next = work.pop(); next; next = work.pop()) {
    const { node, unit, parent } = next;
    const body = l.syntax.child(node, Kind.block);
    inUnit(l, unit, node, body, parent, false, (inner) => {
      describe(l, unit, body);
      unpackTupleParameters(l, l.syntax.child(node, Kind.parameters), unit);
      l.block(body);
      work.push(...inner.deferred.reverse());
    });
  }
}

/** Opens a function's frame with its parameters bound. */
function inUnit(l: Lowering, unit: UnitDraft, node: NodeId, body: NodeId, parent: PythonFrame, runsHere: boolean, read: (frame: PythonFrame) => void): void {
  const names = unit.parameters.map((parameter) => parameter.name);
  const scope = scopeOf(l.syntax, body === NONE ? node : body, names);
  l.inFrame(unit, scope, parent, runsHere, (frame) => {
    names.forEach((name, index) => frame.env.set(name, l.values.parameter(unit.id, index)));
    read(frame);
  });
}

/** Takes the text that a body begins with as its unit's docstring. */
export function describe(l: Lowering, unit: UnitDraft, body: NodeId): void {
  const first = body === NONE ? NONE : l.syntax.operand(body, 0);
  if (l.syntax.kind(first) !== Kind.expression_statement) return;
  const text = plainText(l, l.syntax.operand(first, 0));
  if (text !== null) unit.docstring = text;
}

function readParameters(l: Lowering, list: NodeId, unit: UnitDraft): void {
  const { syntax } = l;
  if (list === NONE) return;
  let kind: Parameter["kind"] = "positional";
  for (const node of syntax.operands(list)) {
    if (syntax.kind(node) === Kind.keyword_separator) {
      kind = "keyword-only";
    } else if (syntax.kind(node) === Kind.positional_separator) {
      unit.parameters.forEach((parameter, i) => (unit.parameters[i] = { ...parameter, kind: "positional-only" }));
    } else {
      const parameter = readParameter(l, node, kind);
      if (!parameter) continue;
      unit.parameters.push(parameter);
      if (parameter.kind === "rest") kind = "keyword-only";
    }
  }
}

function readParameter(l: Lowering, node: NodeId, kind: Parameter["kind"]): Parameter | null {
  const { syntax } = l;
  const at = l.span(node);
  const first = syntax.operand(node, 0);
  switch (syntax.kind(node)) {
    case Kind.identifier:
      return { name: syntax.textOf(node), kind, at };
    case Kind.list_splat_pattern:
      return { name: nameOf(l, first), kind: "rest", at };
    case Kind.dictionary_splat_pattern:
      return { name: nameOf(l, first), kind: "rest-keywords", at };
    case Kind.tuple_pattern:
      return { name: syntax.textOf(node), kind, at };
    case Kind.typed_parameter: {
      const inner = readParameter(l, first, kind);
      return inner && { ...inner, annotation: l.annotation(syntax.child(node, Kind.type)), at };
    }
    case Kind.default_parameter:
      return { name: nameOf(l, first), kind, default: l.expression(syntax.operand(node, 1)), at };
    case Kind.typed_default_parameter: {
      const annotation = l.annotation(syntax.child(node, Kind.type));
      return { name: nameOf(l, first), kind, annotation, default: l.expression(syntax.operand(node, 2)), at };
    }
    default:
      return null;
  }
}

function readLambda(l: Lowering, node: NodeId): ValueId {
  const { syntax, frame } = l;
  const unit = l.openUnit("lambda", "<lambda>", frame, l.span(node), false);
  readParameters(l, syntax.child(node, Kind.lambda_parameters), unit);
  const operands = syntax.operands(node);
  const body = operands[operands.length - 1] ?? NONE;
  // A lambda mostly runs where it stands (a key, a callback): it sees names as they are here, but no branch or loop guards it.
  inUnit(l, unit, node, body, frame, false, () => {
    if (syntax.kind(body) !== Kind.lambda_parameters) unit.returns.push({ value: l.expression(body), at: l.span(body), branch: -1 });
  });
  return l.values.unit(unit.id);
}

/** Reads a class: its body runs where it stands, its methods wait like functions. */
function readClass(l: Lowering, node: NodeId, decorators: UnitDraft["decorators"] = []): void {
  const { syntax, frame } = l;
  const name = syntax.child(node, Kind.identifier);
  const unit = l.openUnit("class", nameOf(l, name), frame, l.span(node), false);
  unit.decorators.push(...decorators);
  for (const argument of readArguments(l, syntax.child(node, Kind.argument_list))) {
    if (argument.name === "metaclass") unit.metaclass = argument.value;
    else if (argument.name === undefined && argument.spread !== "entries") unit.bases.push(argument.spread ? l.values.element(argument.value, -1) : argument.value);
  }
  const body = syntax.child(node, Kind.block);
  if (body !== NONE) {
    l.inFrame(unit, scopeOf(syntax, body, []), frame, true, (inner) => {
      describe(l, unit, body);
      l.block(body);
      frame.deferred.push(...inner.deferred);
    });
  }
  if (name !== NONE) frame.env.set(unit.name, l.values.unit(unit.id));
}

/** Parameters that Python 2 unpacks: `def f((a, b)): ...`. */
function unpackTupleParameters(l: Lowering, list: NodeId, unit: UnitDraft): void {
  if (list === NONE) return;
  l.syntax.operands(list).forEach((node, index) => {
    if (l.syntax.kind(node) === Kind.tuple_pattern) assign(l, node, l.values.parameter(unit.id, index), { quiet: true });
  });
}

/** Definitions of functions and classes. */
export const definitionReaders: readonly (readonly [number, ReadStatement])[] = [
  [Kind.decorated_definition, readDecorated],
  [Kind.function_definition, (l, node) => readFunction(l, node)],
  [Kind.class_definition, (l, node) => readClass(l, node)],
];

/** Lambdas. */
export const lambdaReaders: readonly (readonly [number, ReadExpression])[] = [[Kind.lambda, readLambda]];
