module.exports = { preset: '../../jest.preset.js', displayName: 'event-store-eventstoredb' };
