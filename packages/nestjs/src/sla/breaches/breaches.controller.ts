import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Asker } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type BreachRow, type ClockPage } from '@redress/read-models';
import { ActingActor } from '../../access/acting-actor.decorator';
import { AskedBy } from '../../access/asked-by.decorator';
import { PageInterceptor } from '../../http/page';
import { MinPosition } from '../../http/position';
import { Asked } from '../../http/query.pipe';
import { RedressController } from '../../http/redress-controller';
import { Route } from '../../http/route';
import { exampleBreaches } from '../../openapi/example-clocks';
import { BreachesParameters } from './breaches.parameters';
import { GetBreaches } from './get-breaches';

@RedressController('v1/sla/breaches')
export class BreachesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route(
    {
      operationId: 'listBreaches',
      tag: 'Promises',
      summary: 'List broken promises',
      description: `Every promise that was broken, the latest breach first. A promise that was due before the instant asked for and not kept by then is broken, whether or not its breach is on record yet: due times are compared with that instant (now; the earlier of \`asOf\` and \`asOfOccurred\`). At the due instant it is kept, one millisecond later it is broken.

A breach is never unsaid. A promise that an entry later showed to have been kept stays in the list, with the status \`kept-late-entry\`, when it was broken on record (\`breachedAt\`) and when it had been kept (\`endedAt\`); \`asOf\` an instant before that entry it is \`breached\`. One that was done too late stays \`breached\`; \`endedAt\` says when it was done. A missed milestone is no breach and not in the list.

Every filter given must hold: metric and policy of the clock, the rest of its case as it was at the moment asked for. Clocks of cases that you may not see now are in no list.`,
      access: { permission: 'read' },
      query: BreachesParameters,
      minPosition: true,
      answer: {
        status: 200,
        description: 'A page of broken promises.',
        schema: 'BreachPage',
        example: exampleBreaches,
        headers: ['Redress-Position', 'Redress-Parked', 'Link'],
      },
      problems: ['read-model-behind', 'question-timeout'],
    },
    PageInterceptor,
  )
  list(
    @Asked(BreachesParameters) parameters: BreachesParameters,
    @ActingActor() actor: Actor,
    @MinPosition() minPosition: Position | undefined,
    @AskedBy() asker: Asker,
  ): Promise<ClockPage<BreachRow>> {
    return this.queries.execute(new GetBreaches(parameters, actor, minPosition, asker));
  }
}
