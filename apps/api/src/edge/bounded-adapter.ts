import { type RequestListener } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { boundedServer } from './bounded-server';
import { type EdgeLimits } from './edge-limits';

/** Express on a server that is bounded: how often Node looks for late requests can only be said when one is made. */
export class BoundedAdapter extends ExpressAdapter {
  constructor(private readonly limits: EdgeLimits) {
    super();
  }

  override initHttpServer(): void {
    this.setHttpServer(boundedServer(this.limits, this.getInstance() as RequestListener));
  }
}
