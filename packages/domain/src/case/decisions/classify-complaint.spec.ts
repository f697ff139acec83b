import { command, event, given, histories } from '../../testing';

const classified = event('ComplaintClassified', { category: 'safety', severity: 'high', labels: ['kettle', 'water'] });

describe('ClassifyComplaint', () => {
  it('says what kind of complaint it is', () => {
    given(histories.received)
      .when({ type: 'ClassifyComplaint', category: 'safety', product: 'K1', severity: 'high', labels: ['water'] })
      .then([
        {
          type: 'ComplaintClassified',
          data: { category: 'safety', product: 'K1', severity: 'high', labels: ['water'] },
        },
      ]);
  });

  it('records only what differs', () => {
    given([...histories.received, classified])
      .when({ type: 'ClassifyComplaint', category: 'safety', severity: 'critical', labels: ['water', 'kettle'] })
      .then([event('ComplaintClassified', { severity: 'critical' })]);
  });

  it('records one label more, and one less', () => {
    for (const labels of [['kettle', 'water', 'recall'], ['kettle']]) {
      given([...histories.received, classified])
        .when({ type: 'ClassifyComplaint', labels })
        .then([{ type: 'ComplaintClassified', data: { labels } }]);
    }
  });

  it('takes a value away', () => {
    given([...histories.received, classified])
      .when({ type: 'ClassifyComplaint', category: null, labels: [] })
      .then([{ type: 'ComplaintClassified', data: { category: null, labels: [] } }]);
  });

  it('does nothing when it is classified so already', () => {
    given([...histories.received, classified])
      .when({ type: 'ClassifyComplaint', severity: 'high', labels: ['water', 'kettle'], product: null })
      .thenNothing();
    given(histories.received).when({ type: 'ClassifyComplaint' }).thenNothing();
  });

  it('is not deceived by a label said twice', () => {
    given([...histories.received, classified])
      .when({ type: 'ClassifyComplaint', labels: ['water', 'water'] })
      .then([{ type: 'ComplaintClassified', data: { labels: ['water', 'water'] } }]);
    given([...histories.received, classified])
      .when({ type: 'ClassifyComplaint', labels: ['water', 'kettle', 'water'] })
      .thenNothing();
  });

  it('is refused on a case that has ended', () => {
    given(histories.closed).when(command('ClassifyComplaint')).thenRefused('case-ended');
  });
});
