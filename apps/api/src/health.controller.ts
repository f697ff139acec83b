import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Response } from 'express';
import { Readiness } from './readiness';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Every read model has reached the end that the log had at start, the log takes events, and the service is not about to stop. */
  @Get('ready')
  ready(@Res({ passthrough: true }) response: Response): { status: string } {
    const status = this.readiness.status();
    response.status(status === 'ready' ? 200 : 503);
    return { status };
  }
}
