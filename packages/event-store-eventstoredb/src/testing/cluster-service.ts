import { type handleUnaryCall } from '@grpc/grpc-js';
import * as gossip from '@eventstore/db-client/generated/gossip_pb';
import * as features from '@eventstore/db-client/generated/serverfeatures_pb';
import * as shared from '@eventstore/db-client/generated/shared_pb';

export interface Member {
  readonly host: string;
  readonly port: number;
  readonly isLeader: boolean;
  readonly isAlive: boolean;
}

/** Who is in the cluster, and who leads it. */
export function gossipRead(members: () => readonly Member[]): handleUnaryCall<shared.Empty, gossip.ClusterInfo> {
  return (_, answer) => {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const list = members().map(({ host, port, isLeader, isAlive }) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000000'))
        .setTimeStamp('0')
        .setState(isLeader ? LEADER : FOLLOWER)
        .setIsAlive(isAlive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    );
    answer(null, new gossip.ClusterInfo().setMembersList(list));
  };
}

/** What a client may use. */
export const supportedMethods: handleUnaryCall<shared.Empty, features.SupportedMethods> = (_, answer) => {
  const service = 'event_store.client.streams.streams';
  const methods = ['read', 'append', 'batchappend', 'delete', 'tombstone'].map((method) =>
    new features.SupportedMethod().setServiceName(service).setMethodName(method),
  );
  answer(null, new features.SupportedMethods().setEventStoreServerVersion('23.10.6').setMethodsList(methods));
};
