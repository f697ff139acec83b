import { type HttpAdapterHost, type ModulesContainer } from '@nestjs/core';

/**
 * Refuses hosts in which Redress would do harm. Two modules share the buses of CQRS, so the handlers of one would write into the
 * log of the other. On Fastify requests would be recorded and answered 500.
 * @param redress the class of the module
 * @throws {Error} one line that says what to do
 */
export function assertHost(modules: ModulesContainer, { httpAdapter }: HttpAdapterHost, redress: unknown): void {
  const count = [...modules.values()].filter(({ metatype }) => metatype === redress).length;
  if (count > 1) {
    throw new Error(
      `RedressModule is imported ${count} times with different options: one application serves one log, so run another application for each other log`,
    );
  }
  // Without a server there is none: an application context.
  const type: string | undefined = httpAdapter?.getType?.();
  if (type !== undefined && type !== '' && type !== 'express') {
    throw new Error(
      `RedressModule needs Nest on Express, and this application is on ${type}: use @nestjs/platform-express`,
    );
  }
}
