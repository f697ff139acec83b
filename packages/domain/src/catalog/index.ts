export { CatalogRuleViolation, catalogRules, InvalidPublication } from './catalog-rules';
export { decideCatalog } from './decide-catalog';
export { CATALOG_EVENT_TYPES, catalogEventDescriptions, catalogEventTypes } from './events';
export { isPublicationName, PUBLICATION_NAME } from './name';
export { calendarName, currentPolicies } from './promises';
export { evolvePublication, latestVersion, versionOf } from './publication';
export { catalogUpcasters } from './upcasters';

export type { CatalogContext } from './catalog-context';
export type { CatalogRuleCode } from './catalog-rules';
export type * from './commands';
export type { CalendarEvent, CatalogEvent, CatalogEventType, PolicyEvent, RecordedCatalogEvent } from './events';
export type { Publication, PublishedVersion } from './publication';
