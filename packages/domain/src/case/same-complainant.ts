import { normalEmail, normalPhone } from './identity-forms';
import { type Case } from './state';

/**
 * Whether two cases are surely of the same complainant: equal `externalId`, e-mail or phone in its normal form, or
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
  // An empty text says nothing, so it makes nobody the same as anybody; nor does what can be no address and no number.
  if (externalId) identities.push(`externalId:${externalId}`);
  const [address, number] = [normalEmail(email ?? ''), normalPhone(phone ?? '')];
  if (address !== null) identities.push(`email:${address}`);
  if (number !== null) identities.push(`phone:${number}`);
  if (handle) identities.push(`handle:${JSON.stringify([channel, handle])}`);
  return identities;
}
