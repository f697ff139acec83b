/** Ids in the examples of the document. */
export const EXAMPLE_CASE_ID = '5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11';
export const EXAMPLE_OTHER_CASE_ID = 'c3a9d2f4-2b1e-5f60-8a77-6d5e4c3b2a10';
export const EXAMPLE_RECEIPT_EVENT_ID = '0e3d6c1a-94b7-4c58-8f21-3a7b5d9e0c42';
export const EXAMPLE_REQUEST_ID = '7f1b2c3d-4e5f-5061-8273-94a5b6c7d8e9';
export const EXAMPLE_POSITION = '0000000000000042';
