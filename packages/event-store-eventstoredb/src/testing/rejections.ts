import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** The errors of the server, as it sends them. */

export function serviceError(
  code: status,
  details: string,
  entries: Readonly<Record<string, string>> = {},
): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export function notLeader(host: string, port: number): ServiceError {
  return serviceError(status.NOT_FOUND, `Leader info available, leader at ${host}:${port}`, {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
}

export function notReady(): ServiceError {
  return serviceError(status.UNKNOWN, 'Server Is Not Ready');
}

export function noLeaderInfo(): ServiceError {
  return serviceError(status.UNKNOWN, 'No leader info available in response');
}

export function streamDeleted(stream: string): ServiceError {
  return serviceError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });
}

export function consumerTooSlow(): ServiceError {
  return serviceError(status.ABORTED, 'Consumer too slow to handle event while live. Client resubscription required.');
}

export function accessDenied(): ServiceError {
  return serviceError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
}

export function badRequest(message: string): ServiceError {
  return serviceError(status.INVALID_ARGUMENT, message);
}

export function notAuthenticated(): ServiceError {
  return serviceError(status.UNAUTHENTICATED, 'Bad HTTP status code: 401');
}
