import { type RecordMessage } from '../commands';
import { given } from '../given';
import { type Decision } from './decision';

/** The complainant said something. It waits for an answer in every status, and reopens nothing by itself. */
export const recordMessage: Decision<RecordMessage> = ({ channel, text, attachments }) => [
  { type: 'MessageReceived', data: { ...given({ channel }), personal: given({ text, attachments }) } },
];
