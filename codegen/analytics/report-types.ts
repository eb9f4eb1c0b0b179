import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type File, indent, jsdoc } from '../emit/text.js';

/** A type as far as answers need it. */
export type Shape =
  | { kind: 'text'; text: string }
  | { kind: 'array'; items: Shape }
  | { kind: 'record'; values: Shape }
  | { kind: 'union'; of: Shape[] }
  | { kind: 'object'; fields: Map<string, Field> };

interface Field {
  shape: Shape;
  isOptional: boolean;
}

const tools = 'src/analytics/tools';
const definers = ['defineReport', 'defineTool'];

/** The type of what each tool answers, by its name, as the compiler infers it from the code that makes the answer. */
export function answerShapes(root: string): Map<string, Shape> {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [] }, ts.sys, root);
  const program = ts.createProgram([join(root, tools, 'index.ts')], options);
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(({ fileName }) => fileName.includes(`/${tools}/`));
  const metaSource = program
    .getSourceFiles()
    .find(({ fileName }) => fileName.endsWith('/analytics/reports/report.ts'))!;
  const shapeOf = (type: ts.Type, depth = 0): Shape => readShape(checker, type, depth);
  const images = shapeOf(
    checker.getAwaitedType(returned(checker.getTypeAtLocation(functionIn(metaSource, 'imageOf'))))!,
  );
  const meta = shapeOf(returned(checker.getTypeAtLocation(functionIn(metaSource, 'metaOf'))));
  const shapes = new Map<string, Shape>();
  for (const source of sources)
    for (const call of callsIn(source, definers)) {
      const [tool] = call.arguments;
      if (!tool || !ts.isObjectLiteralExpression(tool)) continue;
      const run = propertyOf(tool, 'run');
      if (!run) continue;
      const answer = shapeOf(checker.getAwaitedType(returned(checker.getTypeAtLocation(run)))!);
      const isReport = call.expression.getText() === 'defineReport';
      const ofReport = isReport ? withField(answer, 'meta', { shape: meta, isOptional: false }) : answer;
      const pictures: Field = { shape: { kind: 'array', items: images }, isOptional: true };
      const shape = propertyOf(tool, 'chart') ? withField(ofReport, 'images', pictures) : ofReport;
      for (const name of namesOf(source, tool, call)) shapes.set(name, shape);
    }
  return shapes;
}

const returned = (type: ts.Type): ts.Type => type.getCallSignatures()[0]!.getReturnType();

function functionIn(source: ts.SourceFile, name: string): ts.Node {
  return source.statements.find((each) => ts.isFunctionDeclaration(each) && each.name?.text === name)!;
}

function callsIn(source: ts.SourceFile, callees: readonly string[]): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && callees.includes(node.expression.getText())) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const propertyOf = (object: ts.ObjectLiteralExpression, name: string): ts.Node | undefined => {
  const found = object.properties.find((each) => each.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) ? found.initializer : found;
};

/** The name that stands there, or those that are given to the function around it. */
function namesOf(source: ts.SourceFile, tool: ts.ObjectLiteralExpression, call: ts.CallExpression): string[] {
  const name = propertyOf(tool, 'name');
  if (name && ts.isStringLiteral(name)) return [name.text];
  let around: ts.Node = call;
  while (around.parent && !ts.isVariableDeclaration(around)) around = around.parent;
  if (!ts.isVariableDeclaration(around)) return [];
  return callsIn(source, [around.name.getText()]).flatMap(({ arguments: [first] }) =>
    first && ts.isStringLiteral(first) ? [first.text] : [],
  );
}

const text = (written: string): Shape => ({ kind: 'text', text: written });

function withField(shape: Shape, name: string, value: Field): Shape {
  if (shape.kind === 'union') return { kind: 'union', of: shape.of.map((each) => withField(each, name, value)) };
  if (shape.kind !== 'object') return shape;
  return { kind: 'object', fields: new Map([...shape.fields, [name, value]]) };
}

/** Deeper than this there is nothing but what the API itself sends. */
const deepest = 12;

function readShape(checker: ts.TypeChecker, type: ts.Type, depth: number): Shape {
  const inner = (each: ts.Type): Shape => readShape(checker, each, depth + 1);
  const { flags } = type;
  if (depth > deepest || flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter))
    return text('unknown');
  if (flags & ts.TypeFlags.Boolean) return text('boolean');
  if (type.symbol?.name === 'Date') return text('Date');
  if (type.isUnion()) {
    const parts = type.types.filter((each) => !(each.flags & ts.TypeFlags.Undefined));
    const shapes = parts.map(inner);
    const all = new Map(shapes.map((each) => [written(each), each]));
    if (all.has('true') && all.has('false')) {
      all.delete('true');
      all.delete('false');
      all.set('boolean', text('boolean'));
    }
    // The compiler's own order depends on what it has seen before; null comes last, as people write it.
    const sorted = [...all].sort(
      ([one], [other]) => Number(one === 'null') - Number(other === 'null') || (one < other ? -1 : 1),
    );
    return sorted.length === 1 ? sorted[0]![1] : { kind: 'union', of: sorted.map(([, each]) => each) };
  }
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TypeReference).map(inner);
    return { kind: 'array', items: items.length === 1 ? items[0]! : { kind: 'union', of: items } };
  }
  if (flags & ts.TypeFlags.Object || type.isIntersection()) {
    const fields = new Map<string, Field>();
    for (const symbol of checker.getPropertiesOfType(type)) {
      const own = checker.getTypeOfSymbol(symbol);
      if (own.flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined)) continue;
      const isOptional =
        (symbol.flags & ts.SymbolFlags.Optional) !== 0 ||
        (own.isUnion() && own.types.some((each) => each.flags & ts.TypeFlags.Undefined));
      fields.set(symbol.name, { shape: inner(own), isOptional: Boolean(isOptional) });
    }
    const index = checker.getIndexInfosOfType(type)[0];
    if (index && fields.size === 0) return { kind: 'record', values: inner(index.type) };
    return fields.size === 0 ? text('Record<string, unknown>') : { kind: 'object', fields };
  }
  return text(checker.typeToString(type));
}

function written(shape: Shape): string {
  if (shape.kind === 'text') return shape.text;
  if (shape.kind === 'record') return `Record<string, ${written(shape.values)}>`;
  if (shape.kind === 'union') return shape.of.map(written).join(' | ');
  if (shape.kind === 'array')
    return shape.items.kind === 'union' ? `(${written(shape.items)})[]` : `${written(shape.items)}[]`;
  return block(
    [...shape.fields].map(
      ([name, { shape: own, isOptional }]) => `${key(name)}${isOptional ? '?' : ''}: ${written(own)}`,
    ),
  );
}

/** On one line where that stays readable. */
function block(fields: readonly string[]): string {
  const flat = `{ ${fields.join('; ')} }`;
  return flat.length <= 100 && !flat.includes('\n')
    ? flat
    : `{\n${indent(fields.map((field) => `${field};\n`).join(''))}}`;
}

const key = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name));

/** What an answer and its type do not agree on: fields that are missing, unknown, or of another type. */
export function misfits(value: unknown, shape: Shape, path = 'data'): string[] {
  if (shape.kind === 'union') {
    const all = shape.of.map((each) => misfits(value, each, path));
    return all.find((each) => each.length === 0) ?? all.sort((a, b) => a.length - b.length)[0]!;
  }
  if (shape.kind === 'text') return fitsText(value, shape.text) ? [] : [`${path} is no ${shape.text}`];
  if (shape.kind === 'array')
    return Array.isArray(value)
      ? value.flatMap((each) => misfits(each, shape.items, `${path}[]`))
      : [`${path} is no array`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
  if (shape.kind === 'record') return Object.values(value).flatMap((each) => misfits(each, shape.values, `${path}.*`));
  const missing = [...shape.fields].flatMap(([name, { isOptional }]) =>
    isOptional || (value as Record<string, unknown>)[name] !== undefined ? [] : [`${path}.${name} is missing`],
  );
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    if (each === undefined) return [];
    const field = shape.fields.get(name);
    return field ? misfits(each, field.shape, `${path}.${name}`) : [`${path}.${name} is not in its type`];
  });
  return [...missing, ...wrong];
}

function fitsText(value: unknown, type: string): boolean {
  if (type === 'unknown') return true;
  if (type === 'null') return value === null;
  if (type.startsWith('Record<')) return typeof value === 'object' && value !== null;
  return typeof value === type || JSON.stringify(value) === type;
}

interface Schema {
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

function inputType({ type, enum: values, anyOf, items, properties, required = [] }: Schema): string {
  if (values) return values.map((each) => JSON.stringify(each)).join(' | ');
  if (anyOf) return anyOf.map(inputType).join(' | ');
  if (type === 'array') {
    const each = items ? inputType(items) : 'unknown';
    return each.includes('|') ? `(${each})[]` : `${each}[]`;
  }
  if (type === 'integer') return 'number';
  if (type !== 'object' || !properties) return type === 'object' ? 'Record<string, unknown>' : String(type);
  const fields = Object.entries(properties).map(
    ([name, each]) =>
      `${jsdoc(each.description ?? '')}${key(name)}${required.includes(name) ? '' : '?'}: ${inputType(each)}`,
  );
  return fields.length === 0 ? 'Record<string, never>' : block(fields);
}

/** What programs pass to reports and get from them, as one type by the names of the tools. */
export function emitReportTypes(
  listed: readonly { name: string; description?: string; inputSchema: object }[],
  shapes: ReadonlyMap<string, Shape>,
): File {
  const rows = listed.map(({ name, description, inputSchema }) => {
    const shape = shapes.get(name);
    const types = [
      `input: ${inputType(inputSchema as Schema)}`,
      `data: ${shape ? written(shape) : 'Record<string, unknown>'}`,
    ];
    return `${jsdoc(description ?? '')}${name}: ${block(types)};\n`;
  });
  return {
    path: 'generated/analytics-reports.ts',
    text: `/** What each report of analytics takes, and what it answers. */\nexport interface Reports {\n${indent(rows.join(''))}}\n`,
  };
}
