import { Choice, Name, Nested, WholeNumber } from './fields';
import { ref } from './json-schema';
import { orNull, schemasOf } from './schema-of';

class Inner {
  @Name({ description: 'A name.', example: 'Cleo' })
  name!: string;
}

class Outer {
  @Nested(Inner, { description: 'Inside.', optional: true })
  inner?: Inner;

  @Choice({ of: ['a', 'b'], description: 'A letter.', nullable: true })
  letter!: string | null;

  @WholeNumber({ min: 1, max: 9, default: 5, description: 'A number.', optional: true })
  number?: number;
}

describe('the schema of a body class', () => {
  it('says what is checked', () => {
    expect(schemasOf(Outer)).toEqual({
      Outer: {
        type: 'object',
        properties: {
          inner: { $ref: '#/components/schemas/Inner', description: 'Inside.' },
          letter: { type: ['string', 'null'], enum: ['a', 'b', null], description: 'A letter.' },
          number: { type: 'integer', minimum: 1, maximum: 9, default: 5, description: 'A number.' },
        },
        required: ['letter'],
        additionalProperties: false,
      },
      Inner: {
        type: 'object',
        properties: {
          name: {
            type: 'string',
            minLength: 1,
            maxLength: 200,
            pattern: '\\S',
            description: 'A name.',
            examples: ['Cleo'],
          },
        },
        required: ['name'],
        additionalProperties: false,
      },
    });
  });

  it('null beside another schema is one of two', () => {
    expect(orNull(ref('Inner'))).toEqual({ oneOf: [ref('Inner'), { type: 'null' }] });
  });
});
