import { type RequestListener, type Server } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { boundedServer } from './bounded-server';
import { type EdgeLimits } from './edge-limits';

/** The system may allow fewer: `net.core.somaxconn` on Linux. */
const BACKLOG = 4_096;

/** Express on a server that is bounded: how often Node looks for late requests can only be said when one is made. */
export class BoundedAdapter extends ExpressAdapter {
  constructor(private readonly limits: EdgeLimits) {
    super();
  }

  /** With room for more callers who wait to be taken in: of who is turned away there, the next try comes after seconds. */
  override listen(port: number | string, ...rest: unknown[]): Server {
    const callback = typeof rest.at(-1) === 'function' ? [rest.pop()] : [];
    return super.listen(port, ...([...rest, BACKLOG, ...callback] as never[])) as Server;
  }

  override initHttpServer(): void {
    this.setHttpServer(boundedServer(this.limits, this.getInstance() as RequestListener));
  }
}
