import { MAX_ERRORS } from '../../http/problem';
import { problemCodes } from '../../http/problem-codes';
import { flawCodes } from '../../validation/flaw';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { integer, list, object, oneOfWords, string } from './shorthand';

export const problemSchemas: Readonly<Record<string, JsonSchema>> = {
  FieldError: object(
    {
      pointer: string('RFC 6901, into the body.'),
      parameter: string('The name of a query or path parameter.'),
      header: string('The name of a request header.'),
      code: oneOfWords(Object.keys(flawCodes)),
      message: string('What is wrong, in words.'),
    },
    {
      optional: ['pointer', 'parameter', 'header'],
      description: 'One thing wrong with the request; one of `pointer`, `parameter` and `header` says where.',
    },
  ),
  Problem: object(
    {
      type: string('`urn:redress:problem:<code>`.', { format: 'uri' }),
      title: string('What the code means and what to do.'),
      status: integer('As in the status line.', 400),
      detail: string('What is known of this occurrence.'),
      code: oneOfWords(Object.keys(problemCodes)),
      instance: string('Names this one occurrence in the log of the service.', { format: 'uri' }),
      errors: { ...list(ref('FieldError')), maxItems: MAX_ERRORS },
      moreErrors: integer('So many more things are wrong than `errors` lists; left out for none.', 1),
      stream: string('Of an event on record that cannot be trusted or read: the stream that it stands in.'),
      revision: integer('Of such an event: its place in the stream, from 0.', 0),
      possibleCommands: list(ref('CommandType'), 'Of a refusal by a rule: what you can do with the case now.'),
    },
    {
      optional: ['instance', 'errors', 'moreErrors', 'stream', 'revision', 'possibleCommands'],
      description: 'RFC 9457.',
    },
  ),
};
