import { type Type } from '@nestjs/common';
import { isRoute, routeOf, type RouteSpec } from '../http/route';

/** The routes of some controllers, in the order in which they are declared. */
export function routesOf(controllers: readonly Type[]): readonly RouteSpec[] {
  return controllers.flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype)
      .map((name) => (prototype as Record<string, object>)[name] as object)
      .filter(isRoute)
      .map(routeOf),
  );
}
