import { type Actor, type ExternalRef } from '@redress/domain';
import { type ComplainantIdentity, type UnansweredQuery } from '@redress/read-models';
import { type CaseFilterParameters } from './case-filter.parameters';

/** The query that the parameters ask. */
export function caseQuery({ externalRef, complainant, ...rest }: CaseFilterParameters, viewer: Actor): UnansweredQuery {
  return {
    ...rest,
    viewer,
    ...(externalRef === undefined ? {} : { externalRef: externalRefOf(externalRef) }),
    ...(complainant === undefined ? {} : { complainant: identityOf(complainant) }),
  };
}

/** Wherever the system ends and the id begins: see `facet.externalRef`. */
function externalRefOf(text: string): ExternalRef {
  const [system, id] = atFirstColon(text);
  return { system, id };
}

function identityOf(text: string): ComplainantIdentity {
  const [kind, value] = atFirstColon(text);
  return { kind: kind as ComplainantIdentity['kind'], value };
}

function atFirstColon(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
