import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CaseModule, type CatalogRequest } from '@redress/application';
import { type Answer } from '../http/answer';
import { etagOf } from '../http/headers';
import { CASES } from '../redress.tokens';
import { type CatalogKind } from './catalog-kind';
import { type PublicationView, publicationView } from './publication-view';

/** Publishes or retires a policy or a calendar. */
export class HandlePublication extends Command<Answer<PublicationView>> {
  constructor(
    readonly kind: CatalogKind,
    readonly request: CatalogRequest,
  ) {
    super();
  }
}

@CommandHandler(HandlePublication)
export class HandlePublicationHandler implements ICommandHandler<HandlePublication> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ kind, request }: HandlePublication): Promise<Answer<PublicationView>> {
    const { publication, position, effect } = await this.cases.publishing.handle(request);
    const isNew = publication.revision === 0 && effect !== 'nothing';
    return {
      body: publicationView(kind, publication),
      headers: { ETag: etagOf(publication.revision), 'Redress-Position': position },
      ...(isNew ? { status: 201 } : {}),
    };
  }
}
