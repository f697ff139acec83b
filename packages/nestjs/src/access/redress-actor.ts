import { invalidHeader } from '../http/problem';
import { LIMITS } from '../validation/limits';

/** What the header `Redress-Actor` says. */
export interface NamedActor {
  readonly id: string;
  readonly name?: string;
  readonly role: 'agent' | 'supervisor';
}

/** How the header is written; told to who wrote it otherwise. */
const FORM =
  '<id>; name="..."; role=agent|supervisor is expected, with a name outside ASCII as name*=UTF-8\'\'<percent-encoded>.';

const ID = /^[\x21-\x3a\x3c-\x7e](?:[\x20-\x3a\x3c-\x7e]*[\x21-\x3a\x3c-\x7e])?$/;
/** RFC 9110: one parameter with a token or a quoted string, from here on. */
const PARAMETER = /\s*;\s*([a-z]+\*?)=(?:"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*)"|([^\s;"]+))\s*/iy;
/** RFC 8187 section 3.2.1, in UTF-8 alone. */
const EXTENDED = /^UTF-8'[a-z0-9-]*'((?:[a-z0-9!#$&+.^_`|~-]|%[0-9a-f]{2})+)$/i;

/** @throws {Problem} `invalid-header` */
export function parseRedressActor(header: string): NamedActor {
  const end = header.indexOf(';');
  const id = (end === -1 ? header : header.slice(0, end)).trim();
  if (!ID.test(id) || id.length > LIMITS.name) throw malformed('The id is 1 to 200 printable ASCII characters.');
  const parameters = end === -1 ? new Map<string, string>() : parametersOf(header.slice(end));
  const name = nameOf(parameters);
  return { id, role: roleOf(parameters), ...(name === undefined ? {} : { name }) };
}

function parametersOf(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = 0;
  for (let at = 0; at < text.length; at = PARAMETER.lastIndex) {
    const match = PARAMETER.exec(text);
    if (match === null) throw malformed(FORM);
    const name = (match[1] as string).toLowerCase();
    if (!['name', 'name*', 'role'].includes(name)) throw malformed(`There is no parameter ${name}. ${FORM}`);
    if (parameters.has(name)) throw malformed(`The parameter ${name} is given twice.`);
    parameters.set(name, match[2]?.replace(/\\(.)/g, '$1') ?? (match[3] as string));
  }
  return parameters;
}

/** RFC 8187 section 4.2: who understands `name*` takes it before `name`. */
function nameOf(parameters: ReadonlyMap<string, string>): string | undefined {
  const extended = parameters.get('name*');
  const name = extended === undefined ? parameters.get('name') : decoded(extended);
  if (name === undefined) return undefined;
  if (name.trim() === '' || name.length > LIMITS.name || name.includes('\0')) {
    throw malformed('The name is 1 to 200 characters.');
  }
  return name;
}

function decoded(extended: string): string {
  const encoded = EXTENDED.exec(extended)?.[1];
  if (encoded === undefined) throw malformed(FORM);
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw malformed('The name is not UTF-8.');
  }
}

function roleOf(parameters: ReadonlyMap<string, string>): NamedActor['role'] {
  const role = parameters.get('role') ?? 'agent';
  if (role !== 'agent' && role !== 'supervisor') throw malformed('The role is agent or supervisor.');
  return role;
}

function malformed(message: string): Error {
  return invalidHeader('Redress-Actor', message);
}
