import { normalEmail } from '@redress/domain';
import { type Shape } from './command-fields';
import { shown } from './place';

/** A value as the field takes it, or what is wrong with it. */
export type Fit = { readonly value: unknown } | { readonly problem: string };

/** Whether a single value can stand in a field; digits are taken for a level and `true` and `false` for a flag. */
export function fit(value: string | number | boolean, shape: Shape): Fit {
  switch (shape.kind) {
    case 'string':
    case 'text':
      return { value: String(value) };
    case 'email':
      return normalEmail(String(value)) === null
        ? { problem: `${shown(value)} is no e-mail address` }
        : { value: String(value) };
    case 'word':
      return shape.words.includes(String(value))
        ? { value }
        : { problem: `${shown(value)} is none of ${shape.words.join(', ')}` };
    case 'level':
      return Number.isSafeInteger(Number(value)) && Number(value) >= 1
        ? { value: Number(value) }
        : { problem: `${shown(value)} is no whole number from 1` };
    case 'boolean':
      return ['true', 'false'].includes(String(value))
        ? { value: String(value) === 'true' }
        : { problem: `${shown(value)} is neither true nor false` };
    case 'record':
      return { problem: `${shown(value)} is a single value; the field takes ${Object.keys(shape.fields).join(', ')}` };
    case 'list':
      return { problem: `${shown(value)} is a single value; the field takes a list` };
  }
}
