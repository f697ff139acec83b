import { normalEmail } from '@redress/domain';
import { field, type FieldOptions } from './field';
import { textFlaws } from './fields';
import { type Flaw, flaw } from './flaw';
import { LIMITS } from './limits';

const FORM = 'An e-mail address is expected, such as cleo@example.org';
/** What every address has; the domain's labels are checked beside it, which no short pattern can do for every script. */
const PATTERN = '^\\s*[^\\s@]+@[^\\s@]+\\.[^\\s@]+\\s*$';

/** An e-mail address, of any script; goes on as it came. */
export function Email(options: FieldOptions): PropertyDecorator {
  const check = (value: unknown): readonly Flaw[] => {
    const flaws = textFlaws(value, LIMITS.email);
    if (flaws.length > 0) return flaws;
    return normalEmail(value as string) === null ? [flaw('bad-format', FORM)] : [];
  };
  const schema = { type: 'string', minLength: 1, maxLength: LIMITS.email, pattern: PATTERN };
  return field({ ...options, schema, check });
}
