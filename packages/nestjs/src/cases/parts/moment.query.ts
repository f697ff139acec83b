import { Instant } from '../../validation/fields';

/** Which past is asked for; both given: both must hold. */
export class MomentQuery {
  @Instant({
    description:
      'What was known then: events recorded up to this instant. RFC 3339 with a zone, not in the future. One less than 2 s ago (30 s in a cluster) waits until that long has passed and nothing earlier can be recorded any more, so that the same question is always answered alike.',
    example: '2026-03-02T09:00:00Z',
    optional: true,
  })
  asOf?: string;

  @Instant({
    description:
      'What had happened by then: events that occurred up to this instant, as far as they are known now. RFC 3339 with a zone, not in the future.',
    example: '2026-03-02T09:00:00Z',
    optional: true,
  })
  asOfOccurred?: string;
}
