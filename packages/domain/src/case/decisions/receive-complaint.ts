import { type ReceiveComplaint } from '../commands';
import { versionsOf } from '../../sla/policy';
import { type DecisionContext } from '../context';
import { type CaseEvent } from '../events';
import { given } from '../given';

/** Puts a complaint on record. The only command that needs no case. */
export function receiveComplaint(command: ReceiveComplaint, context: DecisionContext): readonly CaseEvent[] {
  const { channel, category, product, severity, labels, confidential } = command;
  const { complainant, text, subject, externalRefs, attachments } = command;
  const promised = versionsOf(context.promised) ?? undefined;
  const personal = given({ complainant, text, subject, externalRefs, attachments });
  return [
    {
      type: 'ComplaintReceived',
      data: { ...given({ channel, category, product, severity, labels, confidential, promised }), personal },
    },
  ];
}
