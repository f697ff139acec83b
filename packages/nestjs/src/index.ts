export { ApiKeys } from './access/api-keys';
export { configureRedress } from './configure-redress';
export { problemCodes } from './http/problem-codes';
export { protocolCodes } from './http/protocol-codes';
export { redressOpenApi } from './openapi/redress-openapi';
export { ReadModels } from './read-models/read-models';
export { RedressModule } from './redress.module';
export { REDRESS_OPTIONS } from './redress.module-definition';
export { DEFAULT_LOAD, DEFAULT_RATE_LIMIT, DEFAULT_READ_MODEL_WAIT_MS } from './redress-options';
export { CASES, CLOCK_GUARD, DUE_PROCESSOR, READ_MODELS } from './redress.tokens';
export { flawCodes } from './validation/flaw';
export { LIMITS } from './validation/limits';

export type { ProblemDocument } from './http/problem';
export type { ProblemCode, ProblemKind } from './http/problem-codes';
export type { ProtocolCode } from './http/protocol-codes';
export type { RedressLogger } from './redress-logger';
export type { ApiKey, ClockGuardChoice, LoadLimits, Most, RateLimit, RedressOptions } from './redress-options';
export type { FieldError, FlawCode } from './validation/flaw';
