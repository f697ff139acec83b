import { type Case } from './state';

/**
 * Whether two cases are surely of the same complainant: equal `externalId`, lower-cased e-mail, digits of the phone, or
 * (channel, handle). A name alone never says so, and nobody is the same as an unknown.
 */
export function sameComplainant(a: Case, b: Case): boolean {
  const ofB = new Set(identitiesOf(b));
  return identitiesOf(a).some((identity) => ofB.has(identity));
}

/** What identifies the complainant of a case, each as one comparable text. */
export function identitiesOf({ complainant, channel }: Pick<Case, 'complainant' | 'channel'>): readonly string[] {
  if ('unknown' in complainant) return [];
  const { externalId, email, phone, handle } = complainant;
  const identities: string[] = [];
  // An empty text says nothing, so it makes nobody the same as anybody.
  if (externalId) identities.push(`externalId:${externalId}`);
  if (email) identities.push(`email:${email.toLowerCase()}`);
  const digits = phone?.replace(/\D/g, '');
  if (digits) identities.push(`phone:${digits}`);
  if (handle) identities.push(`handle:${JSON.stringify([channel, handle])}`);
  return identities;
}
