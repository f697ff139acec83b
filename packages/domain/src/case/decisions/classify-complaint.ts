import { type ClassifyComplaint } from '../commands';
import { given } from '../given';
import { type Decision } from './decision';

/** Category, product, severity, labels: only what differs is recorded. */
export const classifyComplaint: Decision<ClassifyComplaint> = (command, state) => {
  const changes = given({
    category: changed(command.category, state.category),
    product: changed(command.product, state.product),
    severity: changed(command.severity, state.severity),
    labels: command.labels === undefined || sameSet(command.labels, state.labels) ? undefined : command.labels,
  });
  return Object.keys(changes).length === 0 ? [] : [{ type: 'ComplaintClassified', data: changes }];
};

function changed<T>(wanted: T | undefined, present: T): T | undefined {
  return wanted === present ? undefined : wanted;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every((label) => b.includes(label)) && b.every((label) => a.includes(label));
}
