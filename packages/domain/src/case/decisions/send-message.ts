import { type SendMessage } from '../commands';
import { given } from '../given';
import { acknowledgeFirst } from './acknowledge-first';
import { type Decision } from './decision';

/** Writes to the complainant, which answers every open message. */
export const sendMessage: Decision<SendMessage> = ({ channel, text, attachments, handler }, state) => [
  ...acknowledgeFirst(state, handler),
  { type: 'MessageSent', data: { ...given({ channel }), personal: given({ text, attachments }) } },
];
