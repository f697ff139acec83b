import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import {
  type Mapping,
  MappingError,
  type MappingIssue,
  type MappingPath,
  pathText,
  readMapping,
} from '@redress/application';
import { type Document, isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import { cannotRead, FileError } from './file-error';
import { assertNoOtherMark, notUtf8 } from './source/encoding';
import { areSameKeys, keepSpelling } from './yaml-spelling';

/** More are not shown: in a file that is no YAML at all, one mistake in its first line makes hundreds. */
const MOST_ISSUES = 20;

/** A mapping, and where in its file each part stands. */
export interface MappingFile {
  readonly mapping: Mapping;
  /** `volvo.yaml:12:5: commands[3].with.level: ...` */
  describe(issue: MappingIssue): string;
}

/** @throws {FileError} not readable, not YAML, or not a mapping, with every issue on a line of its own */
export function openMapping(file: string): MappingFile {
  const lines = new LineCounter();
  const document = parseDocument(text(file), { lineCounter: lines, uniqueKeys: areSameKeys, prettyErrors: false });
  keepSpelling(document);
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    throw listed(
      file,
      broken.map(({ message, pos }) => `${place(pos[0])}: ${message}`),
    );
  }
  const describe = ({ path, message }: MappingIssue): string =>
    `${place(offsetOf(document, path))}: ${pathText(path)}: ${message}`;
  try {
    return { mapping: readMapping(document.toJS()), describe };
  } catch (error) {
    if (error instanceof MappingError) throw listed(file, error.issues.map(describe));
    throw new FileError(file, (error as Error).message);
  }
}

function text(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw cannotRead(file, error);
  }
  assertNoOtherMark(file, bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines = bytes.toString('latin1').split(/\r\n|\r|\n/);
  throw notUtf8(file, lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1'))) + 1);
}

function listed(file: string, issues: readonly string[]): FileError {
  const more = issues.length - MOST_ISSUES;
  const shown = issues.slice(0, MOST_ISSUES);
  const lines = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `  ${line}`);
  return new FileError(file, `cannot be used as a mapping\n${lines.join('\n')}`);
}

/** Where the key of the last part of the path stands, or what is nearest to it. */
function offsetOf(document: Document, path: MappingPath): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const key = isMap(parent) ? parent.items.find((pair) => keyText(pair.key) === String(last))?.key : undefined;
    const node = key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node)) return startOf(node);
  }
  return 0;
}

function keyText(key: unknown): string {
  return String(isNode(key) ? key : key);
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
