import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Response } from 'express';
import { Readiness } from './readiness';
import { type Unready } from './readiness/readiness-check';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** Requests may come; else why not. `status` is the code of the first reason. */
  @Get('ready')
  ready(@Res({ passthrough: true }) response: Response): { status: string; reasons: readonly Unready[] } {
    const reasons = this.readiness.reasons();
    response.status(reasons.length === 0 ? 200 : 503);
    return { status: reasons[0]?.code ?? 'ready', reasons };
  }
}
