import { COMPLAINANT, command, event, given, histories, importer } from '../../testing';
import { UNKNOWN } from '../vocabulary';

describe('ReceiveComplaint', () => {
  it('puts a complaint on record', () => {
    given([])
      .when(command('ReceiveComplaint'))
      .then([event('ComplaintReceived')]);
  });

  it('keeps all that was said, and whatever names a person or was written by one apart', () => {
    const attachments = [{ name: 'kettle.png', mediaType: 'image/png', size: 4, sha256: '0'.repeat(64) }];
    const externalRefs = [{ system: 'crm', id: '4711' }];
    const facts = { channel: 'web', category: 'safety', product: 'K1', severity: 'high', labels: ['water'] } as const;
    const texts = { complainant: COMPLAINANT, subject: 'Kettle', text: 'It leaks.', externalRefs, attachments };
    given([])
      .when({ type: 'ReceiveComplaint', ...facts, confidential: true, ...texts })
      .then([{ type: 'ComplaintReceived', data: { ...facts, confidential: true, personal: texts } }]);
  });

  it('records what an import does not say as unknown', () => {
    const personal = { complainant: UNKNOWN, text: UNKNOWN };
    given([])
      .when(command('ReceiveComplaint', personal), { actor: importer })
      .then([event('ComplaintReceived', {}, personal)]);
  });

  it.each(['complainant', 'text'] as const)('needs the %s from everybody else', (field) => {
    given([])
      .when(command('ReceiveComplaint', { [field]: UNKNOWN }))
      .thenInvalid(`/${field}`);
  });

  it.each(['received', 'answered', 'closed'] as const)('is refused where there is a case already: %s', (state) => {
    given(histories[state]).when(command('ReceiveComplaint')).thenRefused('command-not-possible');
  });
});
