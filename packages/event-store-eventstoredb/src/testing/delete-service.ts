import { type handleUnaryCall } from '@grpc/grpc-js';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { streamNameOf } from './messages';
import { type ServerLog } from './server-log';

/** Soft deletes and tombstones, at any revision. */

export function deleteStream(log: ServerLog): handleUnaryCall<streams.DeleteReq, streams.DeleteResp> {
  return (call, answer) => {
    log.softDelete(streamNameOf(call.request.getOptions()?.getStreamIdentifier()));
    answer(null, new streams.DeleteResp());
  };
}

export function tombstoneStream(log: ServerLog): handleUnaryCall<streams.TombstoneReq, streams.TombstoneResp> {
  return (call, answer) => {
    log.tombstone(streamNameOf(call.request.getOptions()?.getStreamIdentifier()));
    answer(null, new streams.TombstoneResp());
  };
}
