// The shape of the incident log of Volvo IT, 2010 to 2012, as Redress imports it: figures of it, not the data.
// Data: Ward Steeman, BPI Challenge 2013, incidents. 4TU.ResearchData.

/** Events per case, clocks and rows that only repeat something left out: [share of cases, at most so many]. 7,554 cases, mean 7.04. */
export const EVENTS_PER_CASE = [
  [0, 2],
  [0.05, 3],
  [0.3, 3],
  [0.4, 4],
  [0.5, 5],
  [0.6, 6],
  [0.7, 7],
  [0.8, 9],
  [0.9, 14],
  [0.95, 19],
  [0.99, 31],
  [0.999, 51],
  [1, 101],
];

/** What happens to a case that is taken care of, by how often it does. */
export const STEPS = {
  AssignHandler: 13_108,
  RequestInformation: 6_212,
  EscalateComplaint: 4_095,
  DeescalateComplaint: 1_753,
};
/** Of the requests for information, so many are answered before anything else comes of the case. */
export const ANSWERED = 4_182 / 6_212;
/** Cases that are opened once more after their end. */
export const REOPENED = 576 / 8_122;

/** @param share 0 to 1, drawn at random */
export function eventsOfCase(share) {
  const above = EVENTS_PER_CASE.findIndex(([upTo]) => upTo >= share);
  if (above <= 0) return EVENTS_PER_CASE[0][1];
  const [[from, least], [to, most]] = [EVENTS_PER_CASE[above - 1], EVENTS_PER_CASE[above]];
  return Math.round(least + ((share - from) / (to - from)) * (most - least));
}
