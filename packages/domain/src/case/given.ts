/** The fields that a caller gave: what is undefined is left out, so that it is not a member of the event either. */
export type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** `{personal: fields}`, or nothing when no field was given. */
export function personal<T extends object>(fields: T): { personal?: Given<T> } {
  const present = given(fields);
  return Object.keys(present).length === 0 ? {} : { personal: present };
}
