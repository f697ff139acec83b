import { type CalendarChoice, type PolicyVersion, type Promised, type PromisedVersions } from '@redress/domain';
import { openEnvelope, type StoredEvent } from '@redress/event-store';
import { nothingPromised, promisesOn, type PromisesOf, type Published } from '../promises';
import { type PolicyChoice } from './mapping/mapping';

/** The policy that a mapping sets cannot be promised; the message says what to do. */
export class PolicyChoiceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PolicyChoiceError';
  }
}

/**
 * What an import promises: that policy alone, whatever else is current, by the calendars in their present versions. What a
 * case that is on record was promised stays, whatever the mapping says now.
 * @param choice null: nothing is promised, and no clock runs
 * @throws {PolicyChoiceError} there is no such policy, or no such version of it
 */
export async function mappedPromises(published: Published, choice: PolicyChoice | null): Promise<PromisesOf> {
  if (choice === null) return (state) => (state?.promised ? promisesOn(published, state) : nothingPromised(state));
  await published.refresh();
  const policy = chosen(published, choice);
  const promised: Promised = { policies: [policy], calendars: calendarsOf(policy, published) };
  return (state) =>
    state === null ? { promised, calendar: (ref) => published.calendar(ref) } : promisesOn(published, state);
}

/**
 * Whether a case that is on record was promised the policy. What it was promised stays, so another choice would be passed over.
 * @param stored the stream of the case; none when it is not on record yet
 * @throws {PolicyChoiceError} it was promised none, another one, or another version than the one that is named
 */
export function assertPromised(key: string, stored: readonly StoredEvent[], choice: PolicyChoice | null): void {
  const [first] = stored;
  if (first === undefined || choice === null) return;
  const { name, version } = choice;
  const { promised } = openEnvelope(first).data as { promised?: PromisedVersions };
  const given = Object.hasOwn(promised?.policies ?? {}, name) ? promised?.policies[name] : undefined;
  if (given !== undefined && (version === null || given === version)) return;
  const how = given === undefined ? `without the policy "${name}"` : `with version ${given} of the policy "${name}"`;
  throw new PolicyChoiceError(
    `The case ${JSON.stringify(key)} is on record ${how}, and what a case was promised stays: import the history into a new log, or under another name of the mapping, or leave the policy out.`,
  );
}

function chosen(published: Published, { name, version }: PolicyChoice): PolicyVersion {
  const current = published.current()?.policies.find(({ policy }) => policy.name === name);
  if (version === null) {
    if (current !== undefined) return current;
    throw new PolicyChoiceError(
      `There is no policy "${name}" in use: publish it first (docs/how-to/publish-your-policy.md).`,
    );
  }
  const versions = { policies: { [name]: version }, calendars: {} };
  const [policy] = published.knows(versions) ? published.promised(versions).policies : [];
  if (policy !== undefined) return policy;
  throw new PolicyChoiceError(`The policy "${name}" has no version ${version}.`);
}

/** Calendars that a target names without a version. */
function calendarsOf({ policy, version }: PolicyVersion, published: Published): Promised['calendars'] {
  const current = published.current()?.calendars ?? {};
  const names = policy.targets.map(({ calendar }) => calendar).filter(isName);
  return Object.fromEntries(
    [...new Set(names)].map((name) => {
      const present = current[name];
      if (present !== undefined) return [name, present];
      throw new PolicyChoiceError(
        `Version ${version} of the policy "${policy.name}" counts by the calendar "${name}", which no policy in use names any more: give the version of the policy that is in use.`,
      );
    }),
  );
}

function isName(choice: CalendarChoice): choice is string {
  return typeof choice === 'string';
}
