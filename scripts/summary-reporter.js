'use strict';

const { writeSync } = require('node:fs');

/** Ends the run with one line on stdout that people and CI can read: `N passed, N failed`. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A suite that cannot even load runs no test, so it counts as one failure of its own.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    // Jest's own summary comes after every reporter, so this waits until nobody else has anything to say.
    process.once('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed${skipped}\n`));
  }
};
