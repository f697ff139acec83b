import { type Severity } from '@redress/domain';
import { Name } from '../../../validation/fields';
import { Labels, SeverityField } from '../../parts/fields';
import { CommandBody } from '../../parts/command.body';

/** What is left out stays as it is; null takes a value away. */
export class ClassificationBody extends CommandBody {
  @Name({ description: 'Category, in your own words.', example: 'building', optional: true, nullable: true })
  category?: string | null;

  @Name({ description: 'Product or service, in your own words.', example: 'lifts', optional: true, nullable: true })
  product?: string | null;

  @SeverityField({ nullable: true })
  severity?: Severity | null;

  @Labels()
  labels?: string[];
}
