import { caseStream, CASE_STREAM_PREFIX } from '@redress/application';
import { hasPermission } from '@redress/domain';
import { type Request } from 'express';
import { callerOf } from '../access/caller';
import { type MayName } from './told-problem';

/**
 * Of the case that was asked for, everybody is told which of its events is bad: who holds its id knows no more by that. Of
 * another one, which it is linked to or merged with, only who sees every case.
 */
export function mayNameTo(request: Request): MayName {
  return ({ stream }) => {
    if (!stream.startsWith(CASE_STREAM_PREFIX)) return true;
    const { caseId } = request.params;
    if (typeof caseId === 'string' && caseStream(caseId.toLowerCase()) === stream) return true;
    return hasPermission(callerOf(request).actor.role, 'read-confidential');
  };
}
